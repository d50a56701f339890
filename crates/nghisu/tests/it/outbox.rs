//! Public deeds told to other systems: signed, tried again, sent nowhere that nobody allowed.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::office::{Office, each_engine};

/// A receiver of another system: answers each request with the next of these lines and shows it.
fn receiver(answers: &'static [&'static str]) -> (SocketAddr, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let (tell, told) = channel();
    std::thread::spawn(move || {
        for answer in answers {
            let Ok((mut stream, _)) = listener.accept() else { return };
            stream.set_read_timeout(Some(Duration::from_secs(5))).expect("a timeout");
            let mut bytes = Vec::new();
            let mut part = [0; 4096];
            while !is_whole(&bytes) {
                match stream.read(&mut part) {
                    Ok(0) | Err(_) => break,
                    Ok(read) => bytes.extend_from_slice(&part[..read]),
                }
            }
            let _ = stream
                .write_all(format!("{answer}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n").as_bytes());
            let _ = tell.send(String::from_utf8_lossy(&bytes).into_owned());
        }
    });
    (address, told)
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = header(head, "content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
    body.len() >= length
}

fn header(head: &str, name: &str) -> Option<String> {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim().to_owned())
}

fn step(office: &Office) -> usize {
    outbox::step(&office.installation.app).expect("a step")
}

/// The administrator allows the receiver's machine, the head of the office sets the address up.
fn set_up(office: &Office, address: SocketAddr, topics: &[&str]) -> String {
    let mut admin = office.signs_in("quantri");
    admin.open("/lam-viec/gui-tin").does_not_say("Đặt địa chỉ nhận tin");
    let url = format!("http://{address}");
    let host = [("dia-chi", url.as_str()), ("ghi-chu", "Cổng thông tin của tỉnh")];
    admin.send("/lam-viec/gui-tin/may-nhan", &host).is(422).says("https://");
    let host = [host[0], host[1], ("noi-bo", "co")];
    admin.send("/lam-viec/gui-tin/may-nhan", &host).is(200).says(&url);

    let mut head = office.signs_in("lanhdaovp");
    head.open("/lam-viec/gui-tin");
    let wrong = [("ten", "Kẻ lạ"), ("dia-chi", "https://ke-la.example/nhan")];
    head.send("/lam-viec/gui-tin", &wrong).is(422).says("chưa được quản trị hệ thống cho phép");
    let url = format!("{url}/nhan?x=1");
    let mut typed = vec![("ten", "Cổng thông tin của tỉnh"), ("dia-chi", url.as_str())];
    typed.extend(topics.iter().map(|topic| ("viec", *topic)));
    let page = head.send("/lam-viec/gui-tin", &typed);
    page.is(200).says("Chưa có tin nào");
    page.path.clone()
}

fn publish(office: &Office, title: &str) {
    let mut lan = office.signs_in("vanphong");
    lan.open("/lam-viec/tin-tuc/moi");
    let typed = [
        ("tieu-de", title),
        ("noi-dung", "Nội dung để thử, dữ liệu minh họa."),
        ("nguon", "Văn phòng HĐND và UBND huyện"),
        ("viec", "dang"),
    ];
    lan.send("/lam-viec/tin-tuc/moi", &typed).is(200);
}

#[test]
fn a_public_deed_is_told_once_signed_and_tried_again() {
    each_engine(|office| {
        let (address, told) = receiver(&["HTTP/1.1 503 Busy", "HTTP/1.1 204 Done", "HTTP/1.1 200 Done"]);
        let path = set_up(office, address, &["news."]);
        assert_eq!(step(office), 0, "nothing that was before is told");
        publish(office, "Tin để gửi đi");
        assert_eq!(step(office), 1);
        let first = told.recv_timeout(Duration::from_secs(5)).expect("a request");
        let mut head = office.signs_in("lanhdaovp");
        let page = head.open(&path);
        page.says("Nơi nhận trả lời mã 503. Thử lại lúc").says("Chờ gửi");
        let secret =
            page.texts("code").into_iter().find(|code| code.starts_with("whsec_")).expect("a secret");
        let secret = STANDARD.decode(secret.trim_start_matches("whsec_")).expect("base64");

        // What came can be checked, says what the public log says, and no more
        let (lines, body) = first.split_once("\r\n\r\n").expect("a body");
        let id = header(lines, "webhook-id").expect("an id");
        let at: i64 = header(lines, "webhook-timestamp").and_then(|at| at.parse().ok()).expect("a time");
        let signed = header(lines, "webhook-signature").expect("a signature");
        assert_eq!(signed, outbox::sign::signature(&secret, &id, at, body));
        let json: serde_json::Value = serde_json::from_str(body).expect("JSON");
        assert_eq!(json["data"]["label"], "Tin để gửi đi");
        assert!(
            json["data"]["url"].as_str().is_some_and(|url| url.contains("/tin-tuc/tin-de-gui-di")),
            "{body}"
        );
        assert!(lines.starts_with("POST /nhan?x=1 "), "{lines}");

        // Not before its time; then with the same id, and never a third time
        assert_eq!(step(office), 0);
        std::thread::sleep(Duration::from_millis(5_200));
        assert_eq!(step(office), 1);
        let second = told.recv_timeout(Duration::from_secs(5)).expect("a request");
        assert!(second.contains(&format!("webhook-id: {id}")), "{second}");
        head.open(&path).says("Đã nhận").says("mã 204");
        assert_eq!(step(office), 0);

        // A person sends it again
        head.send(&format!("{path}/lai/{}", id.trim_start_matches("msg_")), &[]).is(200);
        assert_eq!(step(office), 1);
        let third = told.recv_timeout(Duration::from_secs(5)).expect("a request");
        assert!(third.ends_with(body), "{third}");
    });
}

#[test]
fn what_is_not_asked_for_or_not_public_is_not_told() {
    each_engine(|office| {
        let (address, told) = receiver(&["HTTP/1.1 200 Done"]);
        set_up(office, address, &["resolution."]);
        publish(office, "Tin không ai hỏi");
        let mut lan = office.signs_in("vanphong");
        lan.open("/lam-viec/don-thu/moi");
        assert_eq!(step(office), 0);
        assert!(told.try_recv().is_err());
    });
}

#[test]
fn a_redirect_is_not_followed_and_a_trial_shows_the_answer() {
    each_engine(|office| {
        let (address, told) = receiver(&["HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/latest"]);
        let path = set_up(office, address, &[]);
        let mut head = office.signs_in("lanhdaovp");
        head.open(&path);
        head.send(&format!("{path}/thu"), &[]).is(200);
        assert_eq!(step(office), 1);
        let trial = told.recv_timeout(Duration::from_secs(5)).expect("a request");
        assert!(trial.contains("nghisu.test"), "{trial}");
        head.open(&path).says("Tin thử").says("không đi theo");
    });
}

#[test]
fn a_host_in_use_stays_allowed_and_others_keep_out() {
    each_engine(|office| {
        let (address, _told) = receiver(&[]);
        let path = set_up(office, address, &[]);
        let mut admin = office.signs_in("quantri");
        let page = admin.open("/lam-viec/gui-tin");
        let remove = page.attributes("form[action$='/bo']", "action").remove(0);
        admin.send(&remove, &[]).is(200);
        admin.open("/lam-viec/gui-tin").says(&address.to_string());
        for who in ["vanphong", "chutich", "ubnd", "xa-13453", "quantri"] {
            office.signs_in(who).open(&path).is(404);
        }
        let mut head = office.signs_in("lanhdaovp");
        let page = head.open(&path);
        let version = page.attributes("input[name=version]", "value").remove(0);
        let off = [("version", version.as_str()), ("bat", "")];
        head.send(&path, &off).is(200);
        head.open("/lam-viec/gui-tin").says("Đang tắt");
        admin.open("/lam-viec/gui-tin");
        admin.send(&remove, &[]).is(200);
        admin.open("/lam-viec/gui-tin").says("hệ thống không gửi gì ra ngoài");
    });
}
