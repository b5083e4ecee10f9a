// Reads calendars with ical.js, as a program that knows nothing of ours: events as JSON, in order.
import ICAL from "ical.js";

const chunks = [];
for await (const chunk of process.stdin) chunks.push(chunk);
const whole = new ICAL.Component(ICAL.parse(Buffer.concat(chunks).toString("utf-8")));

for (const zone of whole.getAllSubcomponents("vtimezone")) {
  ICAL.TimezoneService.register(new ICAL.Timezone(zone));
}

const said = (time) =>
  time.isDate ? time.toString() : time.toJSDate().toISOString().replace(".000Z", "+00:00");

const told = (event, starts, ends) => ({
  uid: event.uid,
  starts: said(starts),
  ends: said(ends),
  title: event.summary,
  body: event.description ?? "",
  place: event.location ?? "",
  status: event.component.getFirstPropertyValue("status") ?? "",
  sequence: event.sequence ?? 0,
});

const parts = whole.getAllSubcomponents("vevent").map((each) => new ICAL.Event(each));
const found = [];
for (const event of parts) {
  if (event.isRecurrenceException()) continue;
  if (!event.isRecurring()) {
    found.push(told(event, event.startDate, event.endDate));
    continue;
  }
  for (const other of parts) {
    if (other.isRecurrenceException() && other.uid === event.uid) event.relateException(other);
  }
  const dates = event.iterator();
  for (let start = dates.next(), n = 0; start && n < 60; start = dates.next(), n += 1) {
    const one = event.getOccurrenceDetails(start);
    found.push(told(one.item, one.startDate, one.endDate));
  }
}
process.stdout.write(JSON.stringify(found));
