//! Documents to send: as much of each as tells what it is.

/// A PDF.
pub const PDF: &[u8] = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n";
/// A program for Windows.
pub const PROGRAM: &[u8] = b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0\xB8\0\0\0PE\0\0";
/// A drawing that can run programs.
pub const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
/// A page.
pub const HTML: &[u8] = b"<!DOCTYPE html><title>Sign in</title><script>alert(1)</script>";

/// A zip archive of empty files, not compressed.
pub fn zip(names: &[&str]) -> Vec<u8> {
    let (mut files, mut list) = (Vec::new(), Vec::new());
    for name in names {
        let length = u16::try_from(name.len()).unwrap().to_le_bytes();
        let at = u32::try_from(files.len()).unwrap().to_le_bytes();
        files.extend([&b"PK\x03\x04\x14\0"[..], &[0; 20], &length, &[0; 2], name.as_bytes()].concat());
        let entry = [&b"PK\x01\x02\x14\0\x14\0"[..], &[0; 20], &length, &[0; 12], &at, name.as_bytes()].concat();
        list.extend(entry);
    }
    let count = u16::try_from(names.len()).unwrap().to_le_bytes();
    let length = u32::try_from(list.len()).unwrap().to_le_bytes();
    let at = u32::try_from(files.len()).unwrap().to_le_bytes();
    let end = [&b"PK\x05\x06\0\0\0\0"[..], &count, &count, &length, &at, &[0; 2]].concat();
    [files, list, end].concat()
}

/// A text of Microsoft's.
pub fn docx() -> Vec<u8> {
    zip(&["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
}

/// A table of Microsoft's, in another order than usual.
pub fn xlsx() -> Vec<u8> {
    zip(&["xl/workbook.xml", "docProps/app.xml", "[Content_Types].xml"])
}
