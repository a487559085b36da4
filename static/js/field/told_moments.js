// Moments and sizes as the pages write them.

const { lang } = document.documentElement;
const locale = lang === "en" ? "en-GB" : lang;

// Of an ISO text or a number; "" for none.
export const momentIn = (zone) => {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone: zone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return (moment) => (moment ? format.format(new Date(moment)) : "");
};

const kilobytes = new Intl.NumberFormat(locale, {
  style: "unit",
  unit: "kilobyte",
  maximumFractionDigits: 1,
});
export const sizeOf = (bytes) => kilobytes.format(Math.max(bytes, 100) / 1000);

// A sentence with what stands in %(name)s filled in.
export const filled = (sentence, told) =>
  Object.entries(told).reduce((text, [name, value]) => text.replace(`%(${name})s`, value), sentence);
