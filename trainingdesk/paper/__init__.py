"""What every paper shares: page frame, blocks, fonts, tags and the PDF/A finish."""
