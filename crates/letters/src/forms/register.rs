//! The form by which a letter comes into the register.

use axum::response::Response;
use kernel::AreaId;
use kit::{Answer, Ctx, Error, Form, Problem, Visit};

use super::{CONTENT_MAX, LINE_MAX, REFERENCE_MAX, SIGNERS_MAX};
use crate::actions::{self, NewLetter};
use crate::model::{Kind, Source, Subject};
use crate::sealed::Sender;
use crate::{pages, pages_detail};

/// What was typed of a denunciation is thrown away before anything else looks at it.
const PERSONAL: [&str; 9] =
    ["ho-ten", "dia-chi", "giay-to", "dien-thoai", "noi-dung", "van-ban-den", "noi", "ban-chup", "so-nguoi"];

fn parse(ctx: &Ctx<'_>, form: &mut Form) -> Result<Option<NewLetter>, Problem> {
    let council = ctx.actor.council.ok_or(Problem::NotFound)?;
    let kind: Option<Kind> = form.take_choice("loai", "Loại đơn");
    let subject: Option<Subject> = form.take_choice("linh-vuc", "Lĩnh vực");
    let received_on = form.take_date("ngay-nhan", "Ngày nhận", ctx.today);
    if received_on.is_some_and(|day| day > ctx.today) {
        form.refuse("ngay-nhan", "Ngày nhận: không sau hôm nay.");
    }
    let source: Option<Source> = form.take_choice("nguon", "Nguồn");
    let paper_number = form.take_line_or_empty("so-giay", "Số ở sổ giấy", 20);
    let mut new = NewLetter {
        council,
        received_on: received_on.unwrap_or(ctx.today),
        source: source.unwrap_or(Source::Post),
        source_reference: String::new(),
        kind: kind.unwrap_or(Kind::Feedback),
        subject: subject.unwrap_or(Subject::Other),
        area: None,
        signers: 1,
        sender: Sender::default(),
        content: String::new(),
        paper_number,
        uploads: Vec::new(),
        batch: None,
        split_from: None,
    };
    if kind == Some(Kind::Denunciation) {
        let typed = PERSONAL.iter().any(|name| !form.value(name).trim().is_empty() && *name != "so-nguoi");
        if typed || !form.uploads_of("ban-chup").is_empty() {
            for name in PERSONAL {
                form.set(name, "");
            }
            form.refuse(
                "loai",
                "Đơn tố cáo: không nhập họ tên, nội dung, bản chụp. Phần vừa nhập đã bỏ, chưa lưu gì. Ghi họ tên, nội dung vào sổ giấy, lưu đơn theo chế độ mật; ở đây chỉ ghi số sổ giấy, ngày, lĩnh vực.",
            );
        }
        if new.paper_number.is_empty() {
            form.refuse("so-giay", "Số ở sổ giấy: bắt buộc với đơn tố cáo.");
        }
        return Ok(form.is_sound().then_some(new));
    }
    new.sender = Sender {
        name: form.take_line_or_empty("ho-ten", "Họ tên", LINE_MAX),
        address: form.take_line_or_empty("dia-chi", "Địa chỉ", LINE_MAX),
        card: form.take_line_or_empty("giay-to", "Số CCCD, hộ chiếu", 20),
        phone: form.take_line_or_empty("dien-thoai", "Điện thoại", 20),
    };
    new.content = form.take_text("noi-dung", "Nội dung", CONTENT_MAX);
    new.signers = form.take_integer("so-nguoi", "Số người ký", 1..=SIGNERS_MAX).unwrap_or(1);
    new.source_reference = form.take_line_or_empty("van-ban-den", "Văn bản chuyển đến", REFERENCE_MAX);
    let area: Option<AreaId> = form.take_choice_or_none("noi", "Nơi gửi");
    new.area = area;
    new.uploads = form.uploads_of("ban-chup").into_iter().cloned().collect();
    Ok(form.is_sound().then_some(new))
}

pub(crate) async fn register(visit: Visit, form: Form) -> Response {
    visit
        .write(form, |ctx, form| {
            let Some(new) = parse(ctx, form)? else {
                return Answer::faulty(&pages::new_page(ctx, form.clone())?);
            };
            if let Some(area) = new.area
                && directory::area(ctx.tx, area)?.is_none()
            {
                form.refuse("noi", "Nơi gửi: chọn trong danh sách.");
                return Answer::faulty(&pages::new_page(ctx, form.clone())?);
            }
            match actions::register(ctx, &new) {
                // The receipt is shown once: on the answer itself, never in an address
                Ok((one, Some(receipt))) => {
                    let form = pages_detail::form_of(ctx, &one);
                    let page = pages_detail::detail_page(ctx, one.id, form, None, Some(receipt))?;
                    Ok(Answer::page(&page)?.once(one.path()))
                }
                Ok((one, None)) => {
                    let said = format!("Đã vào sổ {}.", one.label().to_lowercase());
                    Ok(Answer::see_other(one.path()).saying(said))
                }
                Err(Error::Refused(reason)) => {
                    let field = if new.uploads.is_empty() { "loai" } else { "ban-chup" };
                    form.refuse(field, reason.to_string());
                    Answer::faulty(&pages::new_page(ctx, form.clone())?)
                }
                Err(error) => Err(error.into()),
            }
        })
        .await
}
