"""How the practice model finds something sensible to say: it reads the prompt as a stranger would."""
