"""Pages that put rooms together: the trust's, the review's, a statement's, the comparison's, signing off."""
