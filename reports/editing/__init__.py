"""What people make of the draft: an overlay of texts and places over the machine's sentences."""
