"""The mission folder: one mission as CSV files, a .zip of them, or one workbook; in and out."""
