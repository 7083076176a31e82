// What the browser may keep: `sessionStorage` for this tab, `localStorage` for the device. Where site
// data are blocked nothing is kept, and the page works all the same.

const areas = { tab: "sessionStorage", device: "localStorage" };

function withArea(name, use) {
  try {
    return use(window[areas[name]]);
  } catch {
    return null; // blocked or full: then it is not kept
  }
}

export const kept = (area, key) => withArea(area, (store) => store.getItem(key));
export const keep = (area, key, value) => withArea(area, (store) => store.setItem(key, value));
export const forget = (area, key) => withArea(area, (store) => store.removeItem(key));
export const forgetAll = (area) => withArea(area, (store) => store.clear());
