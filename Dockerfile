# One image for the web, the index and the migrations. Two stages: what builds does not run.
FROM python:3.11-slim-trixie AS build
WORKDIR /build
COPY requirements.txt .
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt

FROM python:3.11-slim-trixie
# pg_dump and pg_restore, for back-ups: of PostgreSQL 17, as Debian 13 has it and compose runs it.
# Of the versions Debian decides: a pinned one is gone once it has been mended.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends postgresql-client \
    && rm -rf /var/lib/apt/lists/*
RUN useradd --create-home --uid 10001 kamerarchief \
    && install -d -o kamerarchief /data
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data BIND=0.0.0.0:8000
WORKDIR /app
COPY --from=build /venv /venv
COPY . .
# The names of static files get their hashes here; the key and folder serve this step alone.
RUN SECRET_KEY=build DATA_DIR=/tmp/build python manage.py collectstatic --no-input \
    && python -m compileall -q documents kamerarchief \
    && rm -rf /tmp/build
USER 10001
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "gunicorn"]
