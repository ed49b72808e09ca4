"""The DfE register of trusts and schools: reading extracts, checking, applying and searching them."""
