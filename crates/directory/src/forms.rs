//! Forms.

use axum::extract::Path;
use axum::response::Response;
use kernel::{MembershipId, OrganizationId, PersonId, dates};
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use crate::actions::{self, NewOrganization};
use crate::model::{OrganizationKind, Post};
use crate::staff::{self, NewMembership, NewPerson};
use crate::{pages, rules, store};

pub(crate) async fn add_organization(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let kind: Option<OrganizationKind> = form.take_choice("loai", "Loại cơ quan");
            let name = form.take_line("ten", "Tên đầy đủ", 200);
            let short_name = form.take_line("ten-ngan", "Tên ngắn", 100);
            let symbol = form.take_line("ky-hieu", "Ký hiệu văn bản", 30);
            let parent: Option<OrganizationId> =
                form.take_choice_or_none("truc-thuoc", "Cơ quan cấp trên trực tiếp");
            let founded_on = form.take_date_or_none("thanh-lap", ctx.today);
            let area = match parent {
                Some(id) => store::organization(ctx.tx, id)?.map(|one| one.area_id),
                None => ctx.actor.area,
            };
            let area = match area {
                Some(area) => Some(area),
                None => crate::home_council(ctx.tx, ctx.today)?.map(|council| council.area_id),
            };
            if area.is_none() {
                form.refuse("truc-thuoc", "Chọn cơ quan cấp trên để biết đơn vị hành chính.");
            }
            let (Some(kind), Some(area), true) = (kind, area, form.is_sound()) else {
                return Answer::faulty(&pages::organizations_page(ctx, form.clone())?);
            };
            let new = NewOrganization { area, kind, name, short_name, symbol, parent, founded_on, place: 0 };
            actions::add_organization(ctx, &new)?;
            Ok(Answer::see_other("/lam-viec/co-quan").saying(format!("Đã lập {}.", new.short_name)))
        })
        .await
}

pub(crate) async fn change_organization(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let id: OrganizationId = id.parse().map_err(|_| Problem::NotFound)?;
            let name = form.take_line("ten", "Tên đầy đủ", 200);
            let short_name = form.take_line("ten-ngan", "Tên ngắn", 100);
            let symbol = form.take_line("ky-hieu", "Ký hiệu văn bản", 30);
            let dissolved_on = form.take_date_or_none("giai-the", ctx.today);
            let typed = form.take_line_or_empty("ma-dinh-danh", "Mã định danh", 35);
            let agency_code = rules::agency_code(&typed);
            if agency_code.is_none() && !typed.is_empty() && form.fault("ma-dinh-danh").is_none() {
                form.refuse("ma-dinh-danh", "Mã định danh gồm các phần 2 hoặc 3 chữ và số cách nhau bằng dấu chấm, có mã của tỉnh hoặc bộ ở đầu hoặc cuối, ví dụ 000.05.28.H28.");
            }
            if form.is_sound() {
                let version = form.version();
                match actions::change_organization(
                    ctx,
                    id,
                    version,
                    &name,
                    &short_name,
                    &symbol,
                    dissolved_on,
                    agency_code.as_deref(),
                ) {
                    Ok(before) => {
                        let said = match dissolved_on.filter(|_| before.dissolved_on != dissolved_on) {
                            Some(on) => format!(
                                "Đã sửa {short_name}. Chức vụ còn giữ ở cơ quan này kết thúc trước ngày {}.",
                                dates::print(on)
                            ),
                            None => format!("Đã sửa {short_name}."),
                        };
                        return Ok(Answer::see_other("/lam-viec/co-quan").saying(said));
                    }
                    Err(Error::Refused(reason)) => form.refuse("giai-the", reason.to_string()),
                    Err(error) => return Err(error.into()),
                }
            }
            Answer::faulty(&pages::edit_organization_page(ctx, id, Some(form.clone()))?)
        })
        .await
}

pub(crate) async fn add_person(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let name = form.take_line("ho-ten", "Họ và tên", 120);
            if form.is_sound() && name.chars().count() < 2 {
                form.refuse("ho-ten", "Nhập đủ họ và tên.");
            }
            if !form.is_sound() {
                return Answer::faulty(&pages::persons_page(ctx, form.clone(), &Default::default())?);
            }
            let id = staff::add_person(ctx, &NewPerson { name, is_demonstration: false })?;
            Ok(Answer::see_other(format!("/lam-viec/nguoi/{id}"))
                .saying("Đã ghi. Thêm chức vụ cho người này."))
        })
        .await
}

pub(crate) async fn add_membership(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let person: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
            let Some(new) = parse_membership(ctx, form, person) else {
                return Answer::faulty(&pages::edit_person_page(ctx, person, form.clone())?);
            };
            match staff::give_post(ctx, &new) {
                Ok((_, warnings)) => {
                    let mut said = vec![format!("Đã ghi chức vụ {}.", new.label)];
                    said.extend(warnings.iter().map(ToString::to_string));
                    Ok(Answer::see_other(format!("/lam-viec/nguoi/{person}")).saying(said.join(" ")))
                }
                Err(Error::Refused(reason)) => {
                    form.refuse(reason.field(), reason.to_string());
                    Answer::faulty(&pages::edit_person_page(ctx, person, form.clone())?)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}

fn parse_membership(ctx: &Ctx<'_>, form: &mut Form, person: PersonId) -> Option<NewMembership> {
    let organization: Option<OrganizationId> = form.take_choice("co-quan", "Cơ quan");
    let post: Option<Post> = form.take_choice("chuc-vu", "Chức vụ");
    let label = form.take_line_or_empty("ten-chuc-vu", "Tên chức vụ ghi trên văn bản", 200);
    let started_on = form.take_date("tu-ngay", "Từ ngày", ctx.today);
    let ended_on = form.take_date_or_none("den-ngay", ctx.today);
    let (organization, post, started_on) = (organization?, post?, started_on?);
    form.is_sound().then(|| NewMembership {
        person,
        organization,
        post,
        label: if label.is_empty() { post.label().to_owned() } else { label },
        is_full_time: form.is_checked("chuyen-trach"),
        started_on,
        ended_on,
    })
}

pub(crate) async fn end_membership(visit: Visit, Path(id): Path<String>, form: Form) -> Response {
    visit
        .write(form, move |ctx, form| {
            let person: PersonId = id.parse().map_err(|_| Problem::NotFound)?;
            let membership: MembershipId = form.value("chuc-vu-cu").parse().map_err(|_| Problem::NotFound)?;
            let Some(on) = form.take_date("ket-thuc", "Ngày kết thúc", ctx.today) else {
                return Answer::faulty(&pages::edit_person_page(ctx, person, form.clone())?);
            };
            let version = form.version();
            match staff::end_membership(ctx, membership, on, version) {
                Ok(ended) => Ok(Answer::see_other(format!("/lam-viec/nguoi/{person}"))
                    .saying(format!("Đã kết thúc chức vụ {}.", ended.label))),
                Err(Error::Refused(reason)) => {
                    form.refuse("ket-thuc", reason.to_string());
                    Answer::faulty(&pages::edit_person_page(ctx, person, form.clone())?)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}
