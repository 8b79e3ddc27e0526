/** What the run that is shown does over the network: its longest downloads, and how its hosts may be asked. */
import { $, element, keyed, shown, text } from './dom.js';
import { bytes, count, duration, rate } from './format.js';

const cells = (classes) => () => element('tr', {}, ...classes.map((name) => element('td', name ? { class: name } : {})));
const fill = (row, values) => values.forEach((value, i) => text(row.children[i], value));

export function show({ transfers, hosts }) {
  shown($('activity'), transfers.length + hosts.length > 0);
  shown($('activity-transfers').parentElement, transfers.length > 0);
  shown($('activity-hosts').parentElement, hosts.length > 0);
  keyed($('activity-transfers'), transfers, ({ row, name }) => `${row} ${name}`, cells(['num', '', '', 'num', 'num', 'num']), (row, transfer) =>
    fill(row, [count(transfer.row), transfer.name, transfer.host, bytes(transfer.bytes), `${bytes(transfer.bytes_per_s)}/s`, duration(transfer.for_s)]));
  keyed($('activity-hosts'), hosts, ({ host }) => host, cells(['', 'num', 'num', 'num', '']), (row, host) =>
    fill(row, [
      host.host,
      `${count(host.active)} of ${count(host.allowed)}`,
      count(host.pending),
      host.starts_per_s === null ? 'none' : `${rate(host.starts_per_s)} clips/s`,
      host.wait_s > 0 ? duration(host.wait_s) : '–',
    ]));
}
