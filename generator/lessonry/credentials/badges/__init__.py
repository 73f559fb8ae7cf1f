"""The credential in other forms: inside a picture, and as a JWT."""
