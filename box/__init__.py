"""Making the box: the one-folder program that a crew unpacks and starts. Never part of the product itself."""
