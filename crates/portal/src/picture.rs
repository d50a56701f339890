//! A picture as it is published: decoded within bounds and written anew, so that neither the
//! place where it was taken nor anything hidden in the file goes along.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::imageops::FilterType;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

/// Wider or higher pictures are not opened.
const SIDE_PIXELS_MAX: u32 = 12_000;
/// Pictures of more than 40 megapixels are not opened.
const PIXELS_MAX: u64 = 40_000_000;
/// What the decoder may take: 40 megapixels of four bytes, and its own work.
const DECODER_BYTES_MAX: u64 = 256 * 1024 * 1024;
/// The width in the article.
const WIDTH_MAX: u32 = 1_600;
/// The width in lists.
const THUMBNAIL_WIDTH_MAX: u32 = 640;
const QUALITY: u8 = 82;

/// A picture, ready to be kept. Both are JPEG.
#[derive(Debug, Clone)]
pub(crate) struct Picture {
    /// For the article.
    pub(crate) large: Vec<u8>,
    /// For lists.
    pub(crate) small: Vec<u8>,
}

/// Opens what was sent and writes it anew. The fault is a sentence for the field.
pub(crate) fn prepare(bytes: &[u8]) -> Result<Picture, String> {
    let picture = open(bytes)?;
    Ok(Picture { large: jpeg(&picture, WIDTH_MAX)?, small: jpeg(&picture, THUMBNAIL_WIDTH_MAX)? })
}

fn open(bytes: &[u8]) -> Result<DynamicImage, String> {
    let strange = || "Tệp này không phải ảnh JPEG, PNG hay WebP, hoặc ảnh bị hỏng. Chọn ảnh khác.".to_owned();
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| strange())?;
    let known = matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP));
    if !known {
        return Err(strange());
    }
    let mut decoder = reader.into_decoder().map_err(|_| strange())?;
    let (width, height) = decoder.dimensions();
    if SIDE_PIXELS_MAX < width
        || SIDE_PIXELS_MAX < height
        || PIXELS_MAX < u64::from(width) * u64::from(height)
    {
        return Err(format!(
            "Ảnh rộng {width} × {height} điểm là quá lớn; tối đa 12.000 điểm mỗi chiều và 40 triệu điểm. Thu nhỏ rồi chọn lại."
        ));
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(SIDE_PIXELS_MAX);
    limits.max_image_height = Some(SIDE_PIXELS_MAX);
    limits.max_alloc = Some(DECODER_BYTES_MAX);
    decoder.set_limits(limits).map_err(|_| strange())?;
    // A phone turns the picture by a note beside it, and the note is dropped here
    let orientation = decoder.orientation().map_err(|_| strange())?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| strange())?;
    picture.apply_orientation(orientation);
    Ok(picture)
}

fn jpeg(picture: &DynamicImage, width_max: u32) -> Result<Vec<u8>, String> {
    let fitted = if width_max < picture.width() {
        picture.resize(width_max, SIDE_PIXELS_MAX, FilterType::CatmullRom)
    } else {
        picture.clone()
    };
    let mut bytes = Vec::new();
    JpegEncoder::new_with_quality(&mut bytes, QUALITY)
        .encode_image(&on_white(&fitted))
        .map_err(|error| format!("Chưa ghi lại được ảnh ({error}). Chọn ảnh khác."))?;
    Ok(bytes)
}

/// JPEG knows no transparency: what shows through is white.
fn on_white(picture: &DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.to_rgb8();
    }
    let seen = picture.to_rgba8();
    RgbImage::from_fn(seen.width(), seen.height(), |x, y| {
        let [red, green, blue, alpha] = seen.get_pixel(x, y).0;
        let over = |part: u8| {
            let mixed = (u32::from(part) * u32::from(alpha) + 255 * (255 - u32::from(alpha))) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([over(red), over(green), over(blue)])
    })
}

#[cfg(test)]
mod tests {
    use image::{GenericImageView as _, RgbaImage};

    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        DynamicImage::ImageRgba8(RgbaImage::new(width, height))
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .expect("a picture");
        bytes
    }

    #[test]
    fn a_wide_picture_becomes_narrower_and_keeps_its_shape() {
        let picture = prepare(&png(3_200, 1_600)).expect("taken");
        let large = image::load_from_memory_with_format(&picture.large, ImageFormat::Jpeg).expect("a JPEG");
        let small = image::load_from_memory_with_format(&picture.small, ImageFormat::Jpeg).expect("a JPEG");
        assert_eq!((large.dimensions(), small.dimensions()), ((1_600, 800), (640, 320)));
    }

    #[test]
    fn what_shows_through_is_white_and_a_small_picture_is_not_blown_up() {
        let picture = prepare(&png(8, 8)).expect("taken");
        let large = image::load_from_memory(&picture.large).expect("a JPEG").to_rgb8();
        assert_eq!(large.dimensions(), (8, 8));
        assert!(large.pixels().all(|pixel| pixel.0.iter().all(|part| *part > 250)));
    }

    #[test]
    fn where_the_picture_was_taken_does_not_go_along() {
        let mut bytes = Vec::new();
        JpegEncoder::new(&mut bytes).encode_image(&RgbImage::new(16, 16)).expect("a JPEG");
        let note = b"Exif\0\0GPSLatitude 20.45 GPSLongitude 105.9";
        let length = u16::try_from(note.len() + 2).expect("short").to_be_bytes();
        let segment: Vec<u8> = [0xFF, 0xE1].into_iter().chain(length).chain(note.iter().copied()).collect();
        bytes.splice(2..2, segment);
        assert!(bytes.windows(11).any(|part| part == b"GPSLatitude"));
        let picture = prepare(&bytes).expect("taken");
        assert!(!picture.large.windows(11).any(|part| part == b"GPSLatitude"));
        assert!(!picture.large.windows(4).any(|part| part == b"Exif"));
    }

    #[test]
    fn a_small_file_that_claims_to_be_huge_is_refused_before_it_is_opened() {
        let mut bytes = png(4, 4);
        bytes[16..24].copy_from_slice(&[0, 0, 0xEA, 0x60, 0, 0, 0xEA, 0x60]);
        assert!(prepare(&bytes).is_err());
        assert!(prepare(&png(12_001, 1)).is_err_and(|fault| fault.contains("12.000")));
        assert!(prepare(&png(12_000, 1)).is_ok());
    }

    #[test]
    fn words_and_broken_files_are_no_picture() {
        for bytes in [b"".as_slice(), b"<svg onload='x'/>", b"\xFF\xD8\xFF\xE0 hong", b"RIFF0000WEBPVP8 "] {
            assert!(prepare(bytes).is_err());
        }
    }
}
