"""What is not a Streamlit page: health, language, security headers, warm-up, error page."""
