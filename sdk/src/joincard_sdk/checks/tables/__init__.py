"""The rows of the table of codes, by what they are about; the reference is made from them."""
