//! Many files as one archive, for whoever takes them elsewhere.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::error::PaperError;

/// Files under their names as one .zip; the same files give the same archive.
pub fn to_zip(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, PaperError> {
    let pack = |error: zip::result::ZipError| PaperError::Pack(Box::new(error));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, bytes) in files {
        archive.start_file(name.as_str(), options).map_err(pack)?;
        archive.write_all(bytes).map_err(|error| PaperError::Pack(Box::new(error)))?;
    }
    Ok(archive.finish().map_err(pack)?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn what_goes_in_comes_out_under_its_name() {
        let files =
            [("001-05-TB-HĐND.docx".to_owned(), vec![1, 2, 3]), ("in.pdf".to_owned(), vec![4; 70_000])];
        let bytes = to_zip(&files).unwrap();
        assert_eq!(bytes, to_zip(&files).unwrap());
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), 2);
        for (name, expected) in &files {
            let mut found = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut found).unwrap();
            assert_eq!(&found, expected);
        }
    }
}
