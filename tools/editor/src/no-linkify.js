// Stands in for linkify-it: addresses become links only where somebody makes them links, as on the
// server, so its tables of Unicode need not travel.
export default class NoLinkify {}
