//! Documents made from code.
