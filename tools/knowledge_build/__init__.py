"""The steps of tools/build_knowledge.py."""
