"""The national picture: figures over many trusts, made, published, read."""
