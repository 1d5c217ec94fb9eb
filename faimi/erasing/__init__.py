"""Erasure: an owner has words or a picture go from rows, their history and all else, with a reason that stays."""
