//! `OParl` 1.1: councils, persons, meetings, papers and files for programs that know the standard.

pub(crate) mod make;
pub(crate) mod object;
mod one;
mod sources;
mod web;

use kit::{Access, Routes};

/// The addresses.
pub(crate) fn routes() -> Routes {
    Routes::new()
        .get(Access::Public, "/oparl/v1.1/system", web::system)
        .get(Access::Public, "/oparl/v1.1/bodies", web::bodies)
        .get(Access::Public, "/oparl/v1.1/{kind}/{id}", web::object)
        .get(Access::Public, "/oparl/v1.1/body/{id}/{list}", web::list)
        .get(Access::Public, "/oparl/v1.1/organization/{id}/meetings", web::meetings_of)
}
