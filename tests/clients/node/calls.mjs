// Runs the calls of Customer.io's own client for Node against a sandbox and reads back what each of them did.
// Usage: node calls.mjs http://127.0.0.1:7272 (with node_modules beside it). One line a call; the exit code is the number of failures.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const { TrackClient, APIClient, IdentifierType } = createRequire(pathToFileURL(`${process.cwd()}/`))('customerio-node');
const address = process.argv[2].replace(/\/$/, '');
const track = new TrackClient('sandbox', 'sandbox', { url: `${address}/api/v1`, retry: { maxRetries: 0 } });
const app = new APIClient('sandbox', { url: `${address}/v1`, retry: { maxRetries: 0 } });

const get = async path => (await fetch(`${address}/sandbox/${path}`)).json();
const person = async id => get(`people/${encodeURIComponent(id)}`);
const attributes = async id => (await person(id)).person.attributes;
const people = async () => (await get('stats')).people;
const events = async id => (await get(`events?person=${encodeURIComponent(id)}`)).entries;
const ulid = '01DXF6DT0000000000000000AA';

const calls = [
  ['identify', async () => {
    assert.deepEqual(await track.identify('ann', { email: 'ann@example.com', plan: 'pro', created_at: 1700000000 }), {});
    assert.deepEqual(await attributes('ann'), { created_at: 1700000000, email: 'ann@example.com', plan: 'pro' });
  }],
  ['identify by e-mail, and by cio_id with a new id', async () => {
    await track.identify('ann@example.com', { city: 'Ulm' });
    await track.identify(`cio_${(await person('ann')).person.cio_id}`, { id: 'a/1' });
    assert.equal((await attributes('a/1')).city, 'Ulm');
  }],
  ['track', async () => {
    await track.track('a/1', { name: 'Order Completed', id: ulid, timestamp: 1700000000, data: { total: 1.5 } });
    await track.track('a/1', { name: 'Order Completed', id: ulid, timestamp: 1700000000, data: { total: 1.5 } });
    const [event, ...more] = await events('a/1');
    assert.deepEqual([event.name, event.attributes, event.times_received, more], ['Order Completed', { total: 1.5 }, 2, []]);
  }],
  ['trackPageView', async () => {
    await track.trackPageView('a/1', 'https://shop.example/beans');
    assert.equal((await events('a/1'))[1].kind, 'page');
  }],
  ['trackAnonymous', async () => {
    await track.trackAnonymous('cookie', { name: 'product.viewed', data: { sku: 'beans' } });
    assert.equal((await events('cookie'))[0].cio_id, null);
    await track.identify('a/1', { anonymous_id: 'cookie' });
    assert.equal((await events('a/1')).at(-1).name, 'product.viewed');
  }],
  ['trackAnonymous without an id', async () => {
    await track.trackAnonymous('', { name: 'invited', data: { recipient: 'new@example.com' } });
    assert.equal((await get('events?name=invited')).entries.length, 1);
  }],
  ['addDevice and deleteDevice', async () => {
    await track.addDevice('a/1', 'token/1', 'ios', { last_used: 1700000000, app_version: '2' });
    assert.deepEqual((await person('a/1')).devices, [{ token: 'token/1', platform: 'ios', last_used: 1700000000, attributes: { app_version: '2' } }]);
    await track.deleteDevice('a/1', 'token/1');
    assert.deepEqual((await person('a/1')).devices, []);
  }],
  ['trackPush', async () => {
    await track.trackPush({ delivery_id: 'd1', device_id: 'token/1', event: 'opened', timestamp: 1700000000 });
    assert.deepEqual((await get('metrics')).entries.map(entry => [entry.delivery_id, entry.metric]), [['d1', 'opened']]);
  }],
  ['reportMetric', async () => {
    await track.reportMetric({ delivery_id: 'd2', metric: 'clicked', recipient: 'ann@example.com', href: 'https://shop.example' });
    assert.equal((await get('metrics')).entries[1].href, 'https://shop.example');
  }],
  ['unsubscribe', async () => {
    await track.unsubscribe('d2');
    assert.equal((await attributes('a/1')).unsubscribed, true);
  }],
  ['batch', async () => {
    await track.batch([
      { type: 'person', action: 'identify', identifiers: { id: 'bob' }, attributes: { plan: 'free' } },
      { type: 'person', action: 'event', identifiers: { id: 'bob' }, name: 'joined' }]);
    assert.equal((await events('bob'))[0].name, 'joined');
  }],
  ['entity', async () => {
    await track.entity({ type: 'object', action: 'identify', identifiers: { object_type_id: '1', object_id: 'beans' }, attributes: { stock: 3 },
      cio_relationships: [{ identifiers: { id: 'bob' } }] });
    assert.deepEqual((await person('bob')).objects, ['1:beans']);
  }],
  ['entity that is refused', async () => {
    await assert.rejects(track.entity({ type: 'person', action: 'identify', identifiers: { id: 'bob' }, attributes: { plan: 'x'.repeat(1001) } }),
      error => error.statusCode === 400 && JSON.parse(error.body).errors[0].message === 'property value cannot be longer than 1000 bytes');
  }],
  ['addCustomersToSegment and removeCustomersFromSegment', async () => {
    await track.addCustomersToSegment(7, ['bob']);
    assert.deepEqual((await app.getCustomerSegments('bob')).segments.map(segment => segment.id), [7]);
    await track.removeCustomersFromSegment(7, ['bob']);
    assert.deepEqual((await app.getCustomerSegments('bob')).segments, []);
  }],
  ['submitForm', async () => {
    await track.submitForm('newsletter', { email: 'lead@example.com', first_name: 'Lea' });
    assert.equal((await app.getCustomersByEmail('LEAD@example.com')).results.length, 1);
  }],
  ['getCustomersByEmail', async () => {
    const { results } = await app.getCustomersByEmail('ann@example.com');
    assert.deepEqual(results.map(result => [result.id, result.email]), [['a/1', 'ann@example.com']]);
    assert.deepEqual(await app.getCustomersByEmail('nobody@example.com'), { results: [] });
  }],
  ['getAttributes', async () => {
    const { customer } = await app.getAttributes('ann@example.com', IdentifierType.Email);
    assert.deepEqual([customer.id, customer.attributes.created_at, customer.unsubscribed], ['a/1', '1700000000', true]);
  }],
  ['getAttributes of nobody', async () => {
    await assert.rejects(app.getAttributes('nobody'), error => error.statusCode === 404);
  }],
  ['getCustomerActivities', async () => {
    const { activities } = await app.getCustomerActivities('a/1', { type: 'event' });
    assert.deepEqual(activities.map(activity => activity.name), ['product.viewed', 'Order Completed']);
  }],
  ['mergeCustomers', async () => {
    const before = await people();
    await track.mergeCustomers(IdentifierType.Id, 'bob', IdentifierType.Email, 'lead@example.com');
    assert.equal((await attributes('bob')).first_name, 'Lea');
    assert.equal(await people(), before - 1);
  }],
  ['suppress and unsuppress', async () => {
    await track.suppress('bob');
    await track.identify('bob', {});
    assert.equal((await person('bob')).person.is_suppressed, true);
    await track.unsuppress('bob');
    await track.identify('bob', {});
    assert.equal((await person('bob')).person.is_deleted, false);
  }],
  ['destroy', async () => {
    await track.destroy('bob');
    assert.equal((await person('bob')).person.is_deleted, true);
  }],
  ['getAccountRegion', async () => {
    assert.equal((await track.getAccountRegion()).region, 'us');
  }],
  ['wrong credentials', async () => {
    await assert.rejects(new TrackClient('sandbox', 'wrong', { url: `${address}/api/v1` }).identify('x', {}), error => error.statusCode === 401);
  }],
];

// Whatever the client offers for the Track API has a line here.
const offered = Object.getOwnPropertyNames(TrackClient.prototype).filter(name => name !== 'constructor');
const missing = offered.filter(name => !calls.some(([title, run]) => `${title} ${run}`.includes(name)));
calls.push([`every call of ${offered.length}`, async () => assert.deepEqual(missing, [])]);

let failed = 0;
for (const [name, run] of calls) {
  try {
    await run();
    console.log(`passed  ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED  ${name}: ${error.message}`);
  }
}
console.log(`${calls.length - failed} of ${calls.length} passed`);
process.exitCode = failed;
