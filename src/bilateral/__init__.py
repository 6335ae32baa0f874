"""Bilateral: dated, sourced chronologies of what states do to and with each other."""
