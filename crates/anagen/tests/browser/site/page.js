const told = document.getElementById('told');
for (const button of document.querySelectorAll('.arrived')) {
    button.addEventListener('click', () => {
        told.textContent = `${button.closest('tr').querySelector('th').textContent} has arrived`;
    });
}

const is_dark = matchMedia('(prefers-color-scheme: dark)').matches;
const is_touched = matchMedia('(pointer: coarse)').matches;
document.getElementById('screen').textContent =
    `${innerWidth} x ${innerHeight}, ${is_dark ? 'dark' : 'light'}, ${is_touched ? 'touched' : 'pointed at'}`;

const signature = document.getElementById('signature');
let n_moves = 0;
signature.addEventListener('pointermove', event => { if (event.buttons) n_moves += 1; });
signature.addEventListener('pointerup', event => {
    document.getElementById('drawn').textContent = `Drawn by ${event.pointerType}${n_moves > 1 ? ' in a line' : ''}`;
});

const [card, shelf] = ['card', 'shelf'].map(id => document.getElementById(id));
card.addEventListener('pointerdown', event => card.setPointerCapture(event.pointerId));
card.addEventListener('pointerup', event => {
    const { left, right, top, bottom } = shelf.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (left < x && x < right && top < y && y < bottom) told.textContent = 'The card lies on the shelf';
});
