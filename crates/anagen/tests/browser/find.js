// Finds what a person would find by reading: the control that a text names.
// Arguments: kind, name, group (for "option"), beside (words that the control is nearest to).
// Answers { control, touched, is_native, is_set }, or { problem } in words.
const [kind, name, group, beside] = arguments;

const KINDS = {
    button: 'button, summary, [role=button], [role=tab], [role=menuitem], [role=switch], ' +
        'input:is([type=submit], [type=button], [type=reset], [type=image])',
    link: 'a[href], [role=link]',
    field: 'input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image], [type=radio], [type=checkbox]), ' +
        'textarea, select, [contenteditable=true], [role=textbox], [role=combobox]',
    box: 'input[type=checkbox], [role=checkbox], [role=switch]',
    group: 'fieldset, [role=group], [role=radiogroup], select',
    answer: 'input[type=radio], input[type=checkbox], option, [role=radio], [role=option], button',
    thing: 'body *',
    focus: ':focus',
};

const plain = text => (text ?? '').replace(/\s+/gu, ' ').trim();
const is_shown = element => element.matches('[type=file], option') ||
    (element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0);

// The words that an element shows, without those of the controls inside it.
function words(root) {
    const parts = [];
    const walk = node => {
        if (node.nodeType === Node.TEXT_NODE) {
            parts.push(node.data);
        } else if (node.nodeType === Node.ELEMENT_NODE) {
            if (node.matches('input, select, textarea, script, style, [aria-hidden=true]') || !node.checkVisibility()) return;
            const label = node === root ? null : node.getAttribute('aria-label') ?? node.getAttribute('alt');
            const is_apart = !getComputedStyle(node).display.startsWith('inline') || node.matches('br');
            if (is_apart) parts.push(' ');
            if (label === null) node.childNodes.forEach(walk);
            else parts.push(label);
            if (is_apart) parts.push(' ');
        }
    };
    root.childNodes.forEach(walk);
    return plain(parts.join(''));
}

// The name of a control, as a screen reader says it.
function name_of(element) {
    const by = element.getAttribute('aria-labelledby');
    if (by) return plain(by.split(/\s+/).map(id => document.getElementById(id)?.textContent).join(' '));
    if (element.hasAttribute('aria-label')) return plain(element.getAttribute('aria-label'));
    if (element.labels?.length) return plain([...element.labels].map(words).join(' '));
    if (element.matches('fieldset')) return plain(element.querySelector(':scope > legend')?.textContent);
    if (element.matches('input:is([type=submit], [type=button], [type=reset])')) return plain(element.value);
    if (element.matches('input, select, textarea')) return plain(element.title || element.placeholder);
    if (element.matches('option')) return plain(element.label);
    return words(element) || plain(element.getAttribute('alt') ?? element.title);
}

const quoted = texts => [...new Set(texts)].filter(text => text).slice(0, 60).map(text => `“${text}”`).join(', ') || 'none';

// Of these elements the one that bears the name in full, else the one whose name begins so.
function named(elements, wanted, what) {
    const all = elements.filter(is_shown).map(element => [element, name_of(element)]);
    let found = all.filter(([, text]) => text === wanted);
    if (!found.length) found = all.filter(([, text]) => text.startsWith(wanted));
    if (!found.length) throw `there is no ${what} “${wanted}”; there are: ${quoted(all.map(([, text]) => text))}`;
    found = found.map(([element]) => element);
    // What wraps a thing and shows nothing more is not meant.
    found = found.filter(element => !found.some(other => other !== element && element.contains(other)));
    if (beside && what !== 'answer') found = nearest(found);
    if (found.length > 1) throw `there are ${found.length} times ${what} “${wanted}”: say beside which words`;
    return found[0];
}

// Of these elements those with the fewest steps up and down the page's tree to the words.
function nearest(elements) {
    const holds = element => plain(element.textContent).includes(beside);
    const places = [...document.body.querySelectorAll('*')]
        .filter(element => holds(element) && ![...element.children].some(holds) && element.checkVisibility());
    if (!places.length) throw `there is no “${beside}” on the page`;
    let best = { n_steps: Infinity, elements: [] };
    for (const place of places) {
        let n_steps = 0;
        for (let around = place; around; around = around.parentElement, n_steps++) {
            const inside = elements.filter(element => around.contains(element));
            if (!inside.length) continue;
            if (n_steps < best.n_steps) best = { n_steps, elements: inside };
            else if (n_steps === best.n_steps) best.elements = [...new Set([...best.elements, ...inside])];
            break;
        }
    }
    return best.elements;
}

try {
    let control;
    if (kind === 'option') {
        const around = named([...document.querySelectorAll(KINDS.group)], plain(group), 'group');
        control = named([...around.querySelectorAll(KINDS.answer)], name, 'answer');
    } else {
        control = named([...document.querySelectorAll(KINDS[kind])], name, kind);
    }
    if (control.disabled) throw `the ${kind} “${name}” is disabled`;
    control.scrollIntoView({ block: 'center', behavior: 'instant' });
    const is_native = control.matches('input:is([type=radio], [type=checkbox]), option');
    const label = is_native && [...(control.labels ?? [])].find(is_shown);
    return {
        control,
        touched: label || control,
        is_native,
        is_set: control.matches(
            'input:is([type=date], [type=time], [type=datetime-local], [type=month], [type=week], [type=range], [type=color])',
        ),
    };
} catch (problem) {
    return { problem: String(problem) };
}
