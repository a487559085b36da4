// Moments in the mission's time zone, as a form has them ("2019-06-09T19:05") and as they are sent.

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?$/;
const AS_WRITTEN = /^(\d\d)\.(\d\d)\.(\d{4}) (\d\d):(\d\d)$/;
const MINUTE = 60_000;

// A moment as the field of a form has it, to the minute.
export const localOf = (moment, zone) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" })
    .format(moment)
    .replace(" ", "T");

export const localNow = (zone) => localOf(new Date(), zone);

// What a field shows of a moment told before; "" for what is none.
export const localTold = (told, zone) => {
  const bare = LOCAL.exec(told ?? "");
  if (bare) return `${bare[1]}-${bare[2]}-${bare[3]}T${bare[4]}:${bare[5]}`;
  const moment = new Date(told || NaN);
  return Number.isNaN(moment.getTime()) ? "" : localOf(moment, zone);
};

const two = (number) => String(number).padStart(2, "0");

const offsetAt = (moment, zone) => {
  const minute = Math.floor(moment / MINUTE) * MINUTE;
  return new Date(`${localOf(minute, zone)}:00Z`).getTime() - minute;
};

const written = (text) => {
  const day = AS_WRITTEN.exec(text);
  return LOCAL.exec(day ? `${day[3]}-${day[2]}-${day[1]}T${day[4]}:${day[5]}` : text);
};

// Whether a text is a date and a time.
export const isMoment = (text) => {
  const parts = written(text.trim());
  if (!parts) return false;
  const [, year, month, day, hours, minutes] = parts.map(Number);
  const read = new Date(Date.UTC(year, month - 1, day, hours, minutes));
  return read.getUTCDate() === day && read.getUTCMonth() === month - 1 && hours < 24 && minutes < 60;
};

// A local time with the zone's offset; what is no time stays as it was typed, for a person to read.
export const withOffset = (text, zone) => {
  if (!isMoment(text)) return text.trim();
  const [, year, month, day, hours, minutes, seconds = "00"] = written(text.trim());
  const local = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}`;
  const asUtc = new Date(`${local}Z`).getTime();
  const offset = offsetAt(asUtc - offsetAt(asUtc, zone), zone);
  const size = Math.abs(offset) / MINUTE;
  return `${local}${offset < 0 ? "-" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
};

// A moment in words, as the pages write it: day before month.
export const inWords = (told, zone) => {
  const { lang } = document.documentElement;
  const format = new Intl.DateTimeFormat(lang === "en" ? "en-GB" : lang, {
    timeZone: zone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  const moment = new Date(told || NaN);
  return Number.isNaN(moment.getTime()) ? "" : format.format(moment);
};
