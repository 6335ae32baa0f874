"""Page -> Document: extraction, metadata, furniture, repair and sentences."""
