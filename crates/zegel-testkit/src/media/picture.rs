//! Pictures that look like something: a building site, a whiteboard, a plan.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};

use super::lettering::{Pen, fill, write};
use crate::Chance;

const WIDTH: u32 = 480;
const HEIGHT: u32 = 360;

/// Draws a photograph of the works: sky, houses, trees, paving and a sign. JPEG.
pub fn site_photo(seed: u64) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    let horizon = 150 + chance.below(50) as u32;
    let warmth = chance.below(50) as u32;
    let mut picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        if y < horizon {
            let depth = y * 90 / horizon;
            rgb(120 + depth + warmth / 2, 160 + depth / 2, 235 - warmth)
        } else {
            // Paving: rows that widen towards the viewer, every brick a little different.
            let row = 6 + (y - horizon) / 9;
            let brick = (x / (2 * row) + (y / row) * 7).wrapping_mul(2_654_435_761) % 23;
            let joint = u32::from(y % row == 0 || x % (2 * row) == 0) * 34;
            rgb(150 + brick - joint, 112 + brick - joint, 96 + brick - joint)
        }
    });
    houses(&mut picture, horizon, &mut chance);
    trees(&mut picture, horizon, &mut chance);
    sign(&mut picture, &mut chance);
    grain(&mut picture, &mut chance);
    jpeg(&picture, 82)
}

fn houses(picture: &mut RgbImage, horizon: u32, chance: &mut Chance) {
    let mut x = 0;
    while x < WIDTH {
        let width = 50 + chance.below(50) as u32;
        let height = 50 + chance.below(70) as u32;
        let top = horizon - height;
        let brick = 90 + chance.below(90) as u32;
        fill(picture, (x, top), (width, height), rgb(brick + 40, brick - 20, brick - 30));
        for row in 0..height / 28 {
            for column in 0..width / 22 {
                let lit = if chance.happens(300) { rgb(250, 226, 150) } else { rgb(58, 70, 86) };
                fill(picture, (x + 6 + column * 22, top + 8 + row * 28), (12, 16), lit);
            }
        }
        x += width + 2;
    }
}

fn trees(picture: &mut RgbImage, horizon: u32, chance: &mut Chance) {
    for _ in 0..3 {
        let (x, y) = (40 + chance.below(400) as u32, horizon - 30 + chance.below(24) as u32);
        fill(picture, (x - 4, y), (8, 70), rgb(92, 66, 44));
        let radius = 26 + chance.below(16) as u32;
        for dy in 0..2 * radius {
            for dx in 0..2 * radius {
                let (a, b) = (i64::from(dx) - i64::from(radius), i64::from(dy) - i64::from(radius));
                let leaf = chance.below(40);
                if a * a + b * b < i64::from(radius * radius) - (leaf as i64) * 8 {
                    put(picture, x as i64 + a, y as i64 + b, rgb(46 + leaf as u32, 104 + leaf as u32, 48));
                }
            }
        }
    }
}

fn sign(picture: &mut RgbImage, chance: &mut Chance) {
    let (x, y) = (20 + chance.below(200) as u32, 215 + chance.below(40) as u32);
    fill(picture, (x + 20, y + 60), (6, 70), rgb(90, 90, 94));
    fill(picture, (x + 170, y + 60), (6, 70), rgb(90, 90, 94));
    fill(picture, (x, y), (200, 64), rgb(250, 205, 40));
    fill(picture, (x + 4, y + 4), (192, 56), rgb(255, 252, 240));
    let pen = Pen { dot: 3, colour: rgb(20, 36, 92) };
    write(picture, (x + 12, y + 10), "LINDEPLEIN", pen);
    let line = format!("FASE {}  -  WERK {}", 1 + chance.below(4), 100 + chance.below(900));
    write(picture, (x + 12, y + 42), &line, Pen { dot: 1, ..pen });
}

/// Draws a photograph of a whiteboard with a list, boxes and an arrow. JPEG.
pub fn whiteboard(seed: u64) -> Vec<u8> {
    const LINES: [&str; 10] = [
        "BESLUIT: VARIANT B",
        "KAP PLATANEN?  JA",
        "KOSTEN + RISICO",
        "PARKEREN 24 - 18",
        "TERRAS TOT 23:00",
        "BRIEF AAN BEWONERS",
        "RAAD OP DONDERDAG",
        "WIE BELT PROVINCIE?",
        "OPLEVERING WEEK 38",
        "BUDGET OP!",
    ];
    let mut chance = Chance::new(seed);
    let glare = (chance.below(300) as i64, chance.below(200) as i64);
    let mut picture = RgbImage::from_fn(WIDTH, HEIGHT, |x, y| {
        let distance = (i64::from(x) - glare.0).pow(2) + (i64::from(y) - glare.1).pow(2);
        let shade = 250 - (distance / 3600).min(46) as u32;
        rgb(shade, shade, shade - 4)
    });
    let frame = rgb(168, 172, 176);
    for (corner, size) in [
        ((0, 0), (WIDTH, 10)),
        ((0, HEIGHT - 16), (WIDTH, 16)),
        ((0, 0), (10, HEIGHT)),
        ((WIDTH - 10, 0), (10, HEIGHT)),
    ] {
        fill(&mut picture, corner, size, frame);
    }
    let inks = [rgb(24, 44, 140), rgb(178, 28, 34), rgb(20, 110, 60)];
    let first = chance.index(LINES.len());
    for line in 0..4 {
        let pen = Pen { dot: 3, colour: inks[chance.index(inks.len())] };
        let corner = (30 + chance.below(14) as u32, 34 + line * 44 + chance.below(6) as u32);
        write(&mut picture, corner, LINES[(first + line as usize * 3) % LINES.len()], pen);
    }
    boxes(&mut picture, inks[chance.index(inks.len())], &mut chance);
    grain(&mut picture, &mut chance);
    jpeg(&picture, 80)
}

fn boxes(picture: &mut RgbImage, ink: Rgb<u8>, chance: &mut Chance) {
    let y = 226 + chance.below(20) as u32;
    for (x, label) in [(40, "RAAD"), (190, "COLLEGE"), (350, "BOUW")] {
        fill(picture, (x, y), (96, 60), ink);
        fill(picture, (x + 3, y + 3), (90, 54), rgb(246, 246, 242));
        write(picture, (x + 7, y + 22), label, Pen { dot: 2, colour: ink });
    }
    for x in [140, 290] {
        fill(picture, (x, y + 28), (46, 4), ink);
        for step in 0..10 {
            fill(picture, (x + 46 - step, y + 30 - step), (2, 2 * step + 1), ink);
        }
    }
}

/// Draws a plan of the square with streets, trees and a legend. PNG.
pub fn plan(seed: u64) -> Vec<u8> {
    let mut chance = Chance::new(seed);
    let mut picture = RgbImage::from_pixel(WIDTH, HEIGHT, rgb(236, 240, 228));
    fill(&mut picture, (0, 70), (WIDTH, 34), rgb(205, 205, 208));
    fill(&mut picture, (60 + chance.below(40) as u32, 0), (34, HEIGHT), rgb(205, 205, 208));
    fill(&mut picture, (130, 130), (230, 150), rgb(222, 190, 150));
    for _ in 0..8 + chance.below(8) {
        let corner = (136 + chance.below(210) as u32, 136 + chance.below(132) as u32);
        fill(&mut picture, corner, (10, 10), rgb(70, 140, 70));
    }
    let pen = Pen { dot: 2, colour: rgb(20, 20, 20) };
    write(&mut picture, (150, 12), "LINDEPLEIN", pen);
    write(
        &mut picture,
        (150, 34),
        &format!("VARIANT {}  SCHAAL 1:500", 1 + chance.below(9)),
        Pen { dot: 1, ..pen },
    );
    fill(&mut picture, (376, 280), (10, 10), rgb(70, 140, 70));
    write(&mut picture, (392, 281), "BOOM", Pen { dot: 1, ..pen });
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).expect("a picture in memory can be written as PNG");
    bytes.into_inner()
}

fn grain(picture: &mut RgbImage, chance: &mut Chance) {
    for pixel in picture.pixels_mut() {
        let noise = chance.next_u64() as u8 & 7;
        pixel.0 = pixel.0.map(|value| value.saturating_sub(noise));
    }
}

fn jpeg(picture: &RgbImage, quality: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let encoder = JpegEncoder::new_with_quality(&mut bytes, quality);
    picture.write_with_encoder(encoder).expect("a picture in memory can be written as JPEG");
    bytes
}

fn put(picture: &mut RgbImage, x: i64, y: i64, colour: Rgb<u8>) {
    if let (Ok(x), Ok(y)) = (u32::try_from(x), u32::try_from(y))
        && x < picture.width()
        && y < picture.height()
    {
        picture.put_pixel(x, y, colour);
    }
}

fn rgb(red: u32, green: u32, blue: u32) -> Rgb<u8> {
    Rgb([red.min(255) as u8, green.min(255) as u8, blue.min(255) as u8])
}
