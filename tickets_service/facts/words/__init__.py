"""The words the fact check knows, German and English, as plain lists."""
