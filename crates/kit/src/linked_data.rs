//! What search engines read of a page: <https://schema.org> as a data block.

use serde_json::{Value, json};

/// A record as a data block of its page. Nothing in it ends the block, so that a template may put
/// it between the tags as it is.
pub fn linked_data(mut record: Value) -> String {
    if let Some(fields) = record.as_object_mut() {
        fields.insert("@context".to_owned(), json!("https://schema.org"));
        fields.retain(|_, value| !value.is_null());
    }
    record.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_in_a_record_ends_the_block_and_what_is_unknown_is_left_out() {
        let block = linked_data(json!({ "@type": "Event", "name": "</script><b>&", "endDate": null }));
        assert!(!block.contains(['<', '>', '&']) && !block.contains("endDate"), "{block}");
        let read: Value = serde_json::from_str(&block).unwrap();
        assert_eq!(read["name"], "</script><b>&");
        assert_eq!(read["@context"], "https://schema.org");
    }
}
