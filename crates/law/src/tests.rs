//! What the law as a whole claims.

use std::sync::LazyLock;

mod table;
mod vectors;

use crate::Law;

/// The law that comes with the product.
fn law() -> Law {
    static SHIPPED: LazyLock<Law> = LazyLock::new(|| Law::shipped().expect("the shipped law is read"));
    SHIPPED.clone()
}
