"""The pages: server-rendered, one folder a role, in Kazakh, Russian and English. No rule lives here."""
