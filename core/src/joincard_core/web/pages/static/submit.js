// The holder has decided already: take the answer on. Without scripts the button does it.
document.getElementById("answer").submit();
