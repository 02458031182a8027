# The service in a container: Python, the locked dependencies, the four packages.
FROM python:3.11-slim

# PYTHONUNBUFFERED: a log line leaves when it is written
ENV PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    PAPERBRIEF_DATA=/data

WORKDIR /app

# before the code, so that a change of code installs nothing again
COPY requirements.lock ./
RUN pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements.lock

COPY bot ./bot
COPY adapters ./adapters
COPY scheduler ./scheduler
COPY storage ./storage
# nothing can be written later, and each start and each health check would compile it anew
RUN python -m compileall -q bot adapters scheduler storage
# what `docs` shows
COPY docs ./docs

# a fixed number, so that a folder of the host can be given to it
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin paperbrief \
    && install -d -o paperbrief -g paperbrief -m 0700 /data
USER paperbrief
VOLUME /data

# whether the service runs and none of its workers hangs: it reads one small file; whether the
# platforms answer, the log and the operator's chat tell
HEALTHCHECK --interval=1m --timeout=30s --start-period=60s --retries=3 \
    CMD ["python", "-m", "bot", "check", "--live"]

ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
