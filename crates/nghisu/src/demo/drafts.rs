//! Two drafts of the session at the year's end, given out for comments: what delegates proposed,
//! and the version that took one of it in.

use drafts::{AmendmentKind, NewAmendment, NewDraft};
use kernel::{Actor, Date, DraftId, OrganizationId, Role, TermId};
use kit::{Ctx, Problem};

use super::units::Places;
use super::{Step, chamber, step};

const SESSION: i64 = 20;
/// The last day for comments.
const UNTIL: Date = Date::constant(2020, 12, 4);

const INVESTMENT: &str = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Luật Đầu tư công ngày 13 tháng 6 năm 2019;
Xét Tờ trình của Ủy ban nhân dân huyện, báo cáo thẩm tra của Ban Kinh tế - Xã hội và ý kiến thảo luận của đại biểu;
QUYẾT NGHỊ:
Điều 1. Kế hoạch vốn
1. Tổng kế hoạch vốn đầu tư công năm 2021 của ngân sách huyện là 86.500 triệu đồng.
2. Bố trí 61.200 triệu đồng cho dự án chuyển tiếp; 25.300 triệu đồng cho dự án khởi công mới.
Điều 2. Nguyên tắc phân bổ
1. Ưu tiên thanh toán nợ đọng xây dựng cơ bản, dự án hoàn thành trong năm 2021.
2. Dự án khởi công mới phải có quyết định đầu tư trước ngày 31 tháng 12 năm 2020.
Điều 3. Điều chỉnh kế hoạch
Ủy ban nhân dân huyện điều chỉnh vốn giữa các dự án trong phạm vi tổng kế hoạch và báo cáo Hội đồng nhân dân tại kỳ họp gần nhất.
Điều 4. Tổ chức thực hiện
1. Giao Ủy ban nhân dân huyện tổ chức thực hiện Nghị quyết này.
2. Thường trực, các Ban, các Tổ đại biểu và đại biểu Hội đồng nhân dân huyện giám sát việc thực hiện.";

const BUDGET: &str = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Luật Ngân sách nhà nước ngày 25 tháng 6 năm 2015;
Xét Tờ trình của Ủy ban nhân dân huyện, báo cáo thẩm tra của Ban Kinh tế - Xã hội và ý kiến thảo luận của đại biểu;
QUYẾT NGHỊ:
Điều 1. Dự toán thu, chi
1. Tổng thu ngân sách huyện năm 2021 là 612.400 triệu đồng.
2. Tổng chi ngân sách huyện năm 2021 là 612.400 triệu đồng.
Điều 2. Mức hỗ trợ thu gom rác thải sinh hoạt
Ngân sách huyện hỗ trợ các xã, thị trấn 5.000 đồng một người một tháng để thu gom, vận chuyển rác thải sinh hoạt.
Điều 3. Tổ chức thực hiện
Giao Ủy ban nhân dân huyện giao dự toán cho các đơn vị trước ngày 31 tháng 12 năm 2020 và tổ chức thực hiện Nghị quyết này.";

fn proposal(article: &str, kind: AmendmentKind, proposed: &str, reason: &str) -> NewAmendment {
    NewAmendment {
        article: article.to_owned(),
        kind,
        proposed: proposed.to_owned(),
        reason: reason.to_owned(),
    }
}

/// The drafts of the session, as they were entered.
fn find(ctx: &mut Ctx<'_>, places: (OrganizationId, TermId)) -> Result<Vec<drafts::Draft>, Problem> {
    let session = chamber::find(ctx, places, SESSION)?;
    Ok(drafts::of_session(ctx.tx, session)?)
}

/// A delegate of the council: the one in this place of the list by name.
fn delegate(ctx: &mut Ctx<'_>, office: &Actor, council: OrganizationId, at: usize) -> Result<Actor, Problem> {
    let seats = directory::delegates_of(ctx.tx, council, ctx.today)?;
    let person = seats.get(at).map(|(person, _)| *person).ok_or(Problem::NotFound)?;
    Ok(Actor {
        name: "Đại biểu HĐND huyện".to_owned(),
        role: Role::Delegate,
        organization: None,
        person: Some(person),
        ..office.clone()
    })
}

fn enter(
    ctx: &mut Ctx<'_>,
    places: (OrganizationId, TermId),
    by: OrganizationId,
    title: &str,
    body: &str,
) -> Result<DraftId, Problem> {
    let session = chamber::find(ctx, places, SESSION)?;
    let items = ::chamber::items(ctx.tx, session)?;
    let item = items.iter().find(|one| one.title.ends_with(title)).ok_or(Problem::NotFound)?;
    let id = drafts::enter(
        ctx,
        session,
        &NewDraft {
            item: item.id,
            title: title.to_owned(),
            is_normative: false,
            submitted_by: by,
            body: body.to_owned(),
            is_demonstration: true,
        },
    )?;
    drafts::publish(ctx, id, 1, UNTIL, true)?;
    Ok(id)
}

/// The steps, after the agenda of the session was written.
pub(super) fn steps(places: &Places) -> Vec<Step> {
    let day = Date::constant(2020, 10, 14);
    let key = (places.council, places.term);
    let (council, by, office) = (places.council, places.peoples_committee, places.office.clone());
    vec![
        step(day, 16, &places.office, move |ctx| {
            enter(ctx, key, by, "Về kế hoạch đầu tư công năm 2021", INVESTMENT)?;
            enter(ctx, key, by, "Về dự toán thu, chi ngân sách huyện năm 2021", BUDGET)?;
            Ok(())
        }),
        step(day, 17, &places.office, move |ctx| {
            let all = find(ctx, key)?;
            let (Some(investment), Some(budget)) = (all.first(), all.get(1)) else {
                return Err(Problem::NotFound);
            };
            let said = [
                (
                    investment.id,
                    4,
                    proposal(
                        "Điều 3",
                        AmendmentKind::Replace,
                        "Điều 3. Điều chỉnh kế hoạch\nỦy ban nhân dân huyện trình Thường trực Hội đồng nhân dân cho ý kiến trước khi điều chỉnh vốn giữa các dự án trong phạm vi tổng kế hoạch và báo cáo Hội đồng nhân dân tại kỳ họp gần nhất.",
                        "Việc điều chỉnh cần được giám sát giữa hai kỳ họp.",
                    ),
                ),
                (
                    investment.id,
                    9,
                    proposal(
                        "Điều 2",
                        AmendmentKind::Comment,
                        "Làm rõ danh mục dự án hoàn thành trong năm 2021 được ưu tiên thanh toán.",
                        "",
                    ),
                ),
                (
                    budget.id,
                    15,
                    proposal(
                        "Điều 2",
                        AmendmentKind::Replace,
                        "Điều 2. Mức hỗ trợ thu gom rác thải sinh hoạt\nNgân sách huyện hỗ trợ các xã, thị trấn 7.000 đồng một người một tháng để thu gom, vận chuyển rác thải sinh hoạt.",
                        "Mức 5.000 đồng chưa đủ chi phí vận chuyển.",
                    ),
                ),
            ];
            for (draft, at, new) in said {
                let actor = delegate(ctx, &office, council, at)?;
                drafts::propose(&mut ctx.acting_as(&actor), draft, &new)?;
            }
            Ok(())
        }),
        step(day, 18, &places.office, move |ctx| {
            let Some(investment) = find(ctx, key)?.into_iter().next() else { return Err(Problem::NotFound) };
            let all = drafts::amendments(ctx.tx, investment.id)?;
            let one = all.iter().find(|one| one.article == "Điều 3").ok_or(Problem::NotFound)?;
            let words = "Tiếp thu: bổ sung bước xin ý kiến Thường trực HĐND huyện.";
            drafts::answer(ctx, investment.id, one.id, one.version, true, words)?;
            drafts::take_in(ctx, investment.id, investment.version)?;
            Ok(())
        }),
    ]
}
