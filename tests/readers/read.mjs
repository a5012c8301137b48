// Prints what a reader makes of the feed at an address: node read.mjs feedsmith|rss-parser URL
import { parseFeed } from "feedsmith";
import Parser from "rss-parser";

const [reader, url] = process.argv.slice(2);

function seen(id, title, link, published, author, enclosures) {
  return { id, title, link, published, author, enclosures: enclosures.map((each) => each.url) };
}

function attached(links) {
  return links.filter((link) => link.rel === "enclosure").map((link) => ({ url: link.href }));
}

const FEEDSMITH = {
  rss: ({ items }) =>
    items.map((item) =>
      seen(
        item.guid.value,
        item.title,
        item.link,
        new Date(item.pubDate).toISOString(),
        item.dc.creators[0],
        item.enclosures ?? [],
      ),
    ),
  atom: ({ entries }) =>
    entries.map((entry) =>
      seen(
        entry.id,
        entry.title.value ?? entry.title,
        entry.links.find((link) => link.rel === "alternate").href,
        entry.published,
        entry.authors[0].name,
        attached(entry.links),
      ),
    ),
  json: ({ items }) =>
    items.map((item) =>
      seen(
        item.id,
        item.title,
        item.url,
        item.date_published,
        item.authors[0].name,
        item.attachments ?? [],
      ),
    ),
};

const READERS = {
  async feedsmith() {
    const { format, feed } = parseFeed(await (await fetch(url)).text());
    return FEEDSMITH[format](feed);
  },
  async "rss-parser"() {
    const { items } = await new Parser().parseURL(url);
    return items.map((item) =>
      seen(
        item.guid ?? item.id,
        item.title,
        item.link,
        item.isoDate,
        item.creator ?? item.author,
        item.enclosure ? [item.enclosure] : [],
      ),
    );
  },
};

console.log(JSON.stringify(await READERS[reader]()));
