"""The addresses that programs call. A view translates; it never decides."""
