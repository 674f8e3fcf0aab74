"""What a lesson, a course, a glossary and a question bank are: the one declaration of the format."""
