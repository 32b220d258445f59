//! Pictures of the register: the matrix of likelihood by impact, and the line of a count over time. Places only; colours are style.

use zegel_law::{Impact, Likelihood};

/// The size of a cell.
const CELL: (u32, u32) = (150, 84);
/// Where the first cell begins: room for the names of the rows.
const LEFT: u32 = 96;
/// How many numbers stand beside each other in a cell.
const IN_ROW: u32 = 5;
/// The size of the drawing of a line, and its margin.
const LINE: (u64, u64) = (160, 32);
const MARGIN: u64 = 4;

/// A matrix of likelihood by impact.
pub(super) struct Matrix {
    /// The cells, each with its degree of seriousness from 1 to 5.
    pub cells: Vec<Cell>,
    /// The risks that have a place in it.
    pub dots: Vec<Dot>,
    /// The risks whose likelihood or impact is open.
    pub open: Vec<(String, String)>,
    /// The risks that nobody judged yet.
    pub none: Vec<(String, String)>,
}

pub(super) struct Cell {
    pub x: u32,
    pub y: u32,
    pub degree: u32,
}

/// A risk in the matrix.
pub(super) struct Dot {
    pub x: u32,
    pub y: u32,
    pub number: String,
}

impl Matrix {
    /// Places risks: their number, title, likelihood and impact.
    pub fn of(risks: impl Iterator<Item = (String, String, Option<(Likelihood, Impact)>)>) -> Self {
        let steps = (0..3_u32).flat_map(|row| (0..3_u32).map(move |column| (row, column)));
        let cells = steps.map(|(row, column)| Cell {
            x: LEFT + column * CELL.0,
            y: row * CELL.1,
            degree: 1 + (2 - row) + column,
        });
        let mut matrix = Self { cells: cells.collect(), dots: vec![], open: vec![], none: vec![] };
        let mut filled = [[0_u32; 3]; 3];
        for (number, title, grades) in risks {
            let Some((likelihood, impact)) = grades else {
                matrix.none.push((number, title));
                continue;
            };
            let place = row_of(likelihood).zip(column_of(impact));
            let slot =
                place.and_then(|(row, column)| Some((row, column, filled.get_mut(row)?.get_mut(column)?)));
            let Some((row, column, n)) = slot else {
                matrix.open.push((number, title));
                continue;
            };
            let (row, column) = (row as u32, column as u32);
            let x = LEFT + column * CELL.0 + 19 + (*n % IN_ROW) * 28;
            let y = row * CELL.1 + 22 + (*n / IN_ROW) * 30;
            *n += 1;
            matrix.dots.push(Dot { x, y, number });
        }
        matrix
    }
}

fn row_of(likelihood: Likelihood) -> Option<usize> {
    match likelihood {
        Likelihood::Large => Some(0),
        Likelihood::Plausible => Some(1),
        Likelihood::Small => Some(2),
        Likelihood::Open => None,
    }
}

fn column_of(impact: Impact) -> Option<usize> {
    match impact {
        Impact::Small => Some(0),
        Impact::Medium => Some(1),
        Impact::Large => Some(2),
        Impact::Open => None,
    }
}

/// The line of a count over time.
pub(super) struct Spark {
    /// The points of the line.
    pub points: String,
    /// Where it ends.
    pub end: (u64, u64),
    /// The first number and the last.
    pub from: u64,
    pub to: u64,
    /// How many measurements.
    pub n: usize,
}

impl Spark {
    /// Draws numbers, oldest first; `None` with fewer than two.
    pub fn of(numbers: &[u64]) -> Option<Self> {
        let (from, to) = (*numbers.first()?, *numbers.last()?);
        let steps = (numbers.len() as u64).checked_sub(1).filter(|steps| 0 < *steps)?;
        let top = numbers.iter().copied().max().unwrap_or(0).max(1);
        let place = |(i, n): (usize, &u64)| {
            let x = MARGIN + i as u64 * (LINE.0 - 2 * MARGIN) / steps;
            let y = LINE.1 - MARGIN - n.saturating_mul(LINE.1 - 2 * MARGIN) / top;
            (x, y)
        };
        let places: Vec<_> = numbers.iter().enumerate().map(place).collect();
        let points: Vec<_> = places.iter().map(|(x, y)| format!("{x},{y}")).collect();
        Some(Self { points: points.join(" "), end: *places.last()?, from, to, n: numbers.len() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_risk_stands_somewhere_and_no_two_in_one_place() {
        use {Impact as I, Likelihood as L};
        let grades = |i: u32| match i {
            0..12 => Some((L::Large, I::Large)),
            12..14 => Some((L::Small, I::Small)),
            14 => Some((L::Open, I::Large)),
            _ => None,
        };
        let matrix = Matrix::of((0..16).map(|i| (i.to_string(), String::new(), grades(i))));
        assert_eq!((matrix.dots.len(), matrix.open.len(), matrix.none.len()), (14, 1, 1));
        let mut places: Vec<_> = matrix.dots.iter().map(|dot| (dot.x, dot.y)).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), 14);
        assert_eq!(matrix.cells.iter().map(|cell| cell.degree).max(), Some(5));
    }

    #[test]
    fn a_line_needs_two_numbers_and_stays_inside() {
        assert!(Spark::of(&[]).is_none() && Spark::of(&[3]).is_none());
        let spark = Spark::of(&[0, u64::MAX, 7]).unwrap();
        assert_eq!((spark.from, spark.to, spark.n), (0, 7, 3));
        let flat = Spark::of(&[0, 0]).unwrap();
        assert_eq!(flat.points, "4,28 156,28");
        assert_eq!(flat.end, (156, 28));
    }
}
