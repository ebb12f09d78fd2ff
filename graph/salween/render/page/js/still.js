// The first picture, before vis-network is awake: a canvas and a camera that answer as vis does, as far as the map asks.
// vis takes as long to be read and to start as all the rest; a reader sees the map in the meantime.

/** @param holder the element that the picture fills */
export function makeStill(holder) {
  const canvas = document.createElement("canvas"), heard = { beforeDrawing: [], afterDrawing: [] };
  const eye = { x: 0, y: 0, scale: 1 };
  holder.append(canvas);

  function draw() {
    const ratio = devicePixelRatio || 1, width = holder.clientWidth, height = holder.clientHeight, ctx = canvas.getContext("2d");
    if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
      [canvas.width, canvas.height] = [Math.round(width * ratio), Math.round(height * ratio)];
    }
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    ctx.translate(width / 2 - eye.x * eye.scale, height / 2 - eye.y * eye.scale);
    ctx.scale(eye.scale, eye.scale);
    for (const name of ["beforeDrawing", "afterDrawing"]) heard[name].forEach((listen) => listen(ctx));
  }

  return {
    canvas: { frame: { canvas } }, body: { edges: {}, nodes: {}, nodeIndices: [] },
    getScale: () => eye.scale,
    getViewPosition: () => ({ x: eye.x, y: eye.y }),
    moveTo({ position, scale }) {
      Object.assign(eye, position, scale === undefined ? {} : { scale });
      draw();
    },
    redraw: draw,
    on(name, listen) { heard[name]?.push(listen); },
    destroy: () => canvas.remove(),
  };
}
