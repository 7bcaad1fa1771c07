"""The catalogue as a file: given away, compared with what stands here line by line, and taken; the keys of who signs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.errors import BadFile, WaslError, sentence
from app.funding.diff_words import change_word, row_field, side_text
from app.funding.pack_diff import Change, DiffRow, Noun
from app.funding.pack_file import Signed
from resources.i18n import current_language, tr
from ui.context import Desk
from ui.models.paged import Column, PagedModel
from ui.theme import LOOK, SPACE, Tone
from ui.widgets.basic import Badge, Button, Words, scrolled
from ui.widgets.fields import TextField
from ui.widgets.table import DataTable

if TYPE_CHECKING:
    from app.funding.packs import Comparison, Taken

_SIGNS = {
    Change.THEIRS_NEW: ("download", Tone.GOOD),
    Change.ADDED: ("plus", Tone.GOOD),
    Change.MINE_KEPT: ("pencil", Tone.MUTED),
    Change.BOTH_CHANGED: ("triangle-alert", Tone.ASK),
    Change.GONE: ("lock", Tone.MUTED),
}


class CataloguePage(QWidget):
    """Nothing is taken before it has been seen; what was edited here stays unless one says otherwise."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, self.content, self.name = desk, b"", ""
        self.found: Comparison | None = None
        self.theirs: set[str] = set()
        self.mine: set[str] = set()
        self.titles: dict[str, str] = {}
        language = current_language()
        self.model = PagedModel(
            [
                Column("entry", tr("Fiche"), lambda row: self.titles.get(row.slug, row.slug), 190),
                Column("field", tr("Champ"), lambda row: row_field(row, language), 120),
                Column("change", tr("État"), lambda row: change_word(row.change, language), 180,
                       sign=lambda row: _SIGNS[row.change]),
                Column("mine", tr("Ici"), lambda row: side_text(row, row.mine, language), 150),
                Column("theirs", tr("Paquet"), lambda row: side_text(row, row.theirs, language), 150),
                Column("keeps", tr("Retenu"), self._kept_side, 90, sign=self._kept_sign),
            ]
        )  # fmt: skip
        self.table = DataTable(self.model, tr("Ce qui change"))
        self.table.opened.connect(self.toggle)
        self.table.chosen.connect(self._show_row)
        self.says = Words(tr("Ouvrez un catalogue reçu : rien n’est repris avant que vous l’ayez vu."), wrap=True)
        self.seal = Badge("", "shield")
        self.seal.hide()
        self.detail = Words(wrap=True, part="quiet")
        self.wrong = Words(part="wrong", wrap=True)
        self.take_button = Button(tr("Reprendre ce catalogue"), self.take, icon_name="check", kind="main")
        self.unsigned_button = Button(
            tr("Reprendre sans signature connue"), self.take_unsigned, icon_name="triangle-alert"
        )
        self.toggle_button = Button(tr("Changer de côté (Entrée)"), self.toggle_current, icon_name="refresh-cw")
        self.key_name, self.key = TextField(tr("à qui est la clé")), TextField(tr("64 chiffres et lettres"), longest=64)
        self.keys = QVBoxLayout()
        self._lay_out()
        self._allow()

    def refresh(self) -> None:
        """The names of the entries, the keys, and the comparison once more: something here may have changed."""
        from app.funding.directory import list_entries
        from app.funding.packs import known_keys

        self.desk.jobs.read("pack titles", list_entries, self.desk.workspace, done=self._took_titles)
        self._show_keys(known_keys(self.desk.workspace))
        if self.content:
            self._compare()

    def open_file(self, path: Path) -> None:
        """Reads a pack and shows what it would change."""
        try:
            self.content, self.name = path.read_bytes(), path.name
        except OSError:
            self._failed(BadFile("file.unreadable", file=path.name))
            return
        self.theirs, self.mine = set(), set()
        self._compare()

    def toggle(self, row: DiffRow) -> None:
        """The other side of one row."""
        if not row.is_choice:
            return
        takes = row.takes_theirs(self.theirs, self.mine)
        self.theirs.discard(row.id)
        self.mine.discard(row.id)
        (self.mine if takes else self.theirs).add(row.id)
        self.table.viewport().update()
        self._show_row(row)

    def toggle_current(self) -> None:
        """The other side of the row the cursor is on."""
        if (row := self.table.current()) is not None:
            self.toggle(row)

    def take(self) -> None:
        """Takes it: signed by a known key."""
        self._take(unsigned=False)

    def take_unsigned(self) -> None:
        """Takes it although nobody known has signed it."""
        self._take(unsigned=True)

    def export(self) -> None:
        """Writes the catalogue as it stands into a file."""
        from app.funding.packs import export_pack

        chosen, _ = QFileDialog.getSaveFileName(self, tr("Exporter le catalogue"), "catalogue.waslpack", "*.waslpack")
        if chosen:
            self.desk.jobs.read("pack", export_pack, self.desk.workspace, done=lambda made: self._write(chosen, made),
                                title=tr("Exporter le catalogue"))  # fmt: skip

    def export_hsds(self) -> None:
        """Writes the directory as other directories read it."""
        import json

        from app.funding.packs import export_hsds

        chosen, _ = QFileDialog.getSaveFileName(self, tr("Exporter en HSDS"), "annuaire-hsds.json", "*.json")
        if chosen:
            self.desk.jobs.read(
                "hsds", export_hsds, self.desk.workspace, current_language(), title=tr("Exporter en HSDS"),
                done=lambda made: self._write(chosen, json.dumps(made, ensure_ascii=False, indent=1).encode()),
            )  # fmt: skip

    def add_key(self) -> None:
        """Knows a key from now on."""
        from app.funding.packs import add_key

        self.desk.jobs.write(
            add_key, self.desk.workspace, self.key_name.value() or "", self.key.value() or "",
            done=lambda _: self._keys_changed(), failed=self._failed,
        )  # fmt: skip

    def _lay_out(self) -> None:
        whole = QWidget()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(whole))
        column = QVBoxLayout(whole)
        column.setSpacing(LOOK.px(SPACE[2]))
        self.table.setMinimumHeight(LOOK.px(230))
        self.wrong.hide()
        row = QHBoxLayout()
        row.addWidget(Button(tr("Ouvrir un catalogue…"), self._ask_file, icon_name="upload"))
        row.addWidget(Button(tr("Exporter le catalogue…"), self.export, icon_name="download"))
        row.addWidget(Button(tr("Exporter en HSDS…"), self.export_hsds, icon_name="download"))
        row.addWidget(self.seal)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(self.says)
        column.addWidget(self.wrong)
        column.addWidget(self.table, 1)
        column.addWidget(self.detail)
        row = QHBoxLayout()
        for button in (self.toggle_button, self.take_button, self.unsigned_button):
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        column.addWidget(Words(tr("Clés connues"), part="quiet"))
        column.addLayout(self.keys)
        row = QHBoxLayout()
        for field, label in ((self.key_name, tr("À qui est la clé")), (self.key, tr("Clé"))):
            field.setAccessibleName(label)
            row.addWidget(field, 1)
        row.addWidget(Button(tr("Connaître cette clé"), self.add_key, icon_name="plus"))
        column.addLayout(row)

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("Ouvrir un catalogue…"), "", "*.waslpack")
        if name:
            self.open_file(Path(name))

    def _compare(self) -> None:
        from app.funding.packs import compare_pack

        self.desk.jobs.read(
            "pack", compare_pack, self.desk.workspace, self.content, self.name, done=self._show, failed=self._failed,
            title=tr("Comparer le catalogue"),
        )  # fmt: skip

    def _take(self, *, unsigned: bool) -> None:
        from app.funding.packs import take_pack

        self.desk.jobs.write(
            take_pack, self.desk.workspace, self.content, self.name, theirs=set(self.theirs), mine=set(self.mine),
            unsigned=unsigned, done=self._taken, failed=self._failed,
        )  # fmt: skip

    def _show(self, found: Comparison) -> None:
        self.found = found
        language = current_language()
        self.titles |= {
            row.slug: side_text(row, row.theirs, language)
            for row in found.rows
            if row.change is Change.ADDED and row.noun is not Noun.BRANCH
        }
        self.wrong.hide()
        self.seal.show_state(*_seal_words(found))
        self.seal.show()
        both = sum(row.change is Change.BOTH_CHANGED for row in found.rows)
        parts = [
            tr("Catalogue {version} : {n} différences, dont {both} des deux côtés ; {same} fiches identiques.",
               version=found.version, n=len(found.rows), both=both, same=found.same),
            *(f"{self.titles.get(slug, slug)} : {text}" for slug, texts in found.suspicious.items() for text in texts),
        ]  # fmt: skip
        if found.other_ceilings:
            parts.append(tr("Les plafonds légaux du paquet sont autres : ils ne changent qu’avec une version de Wasl."))
        self.says.setText("\n".join(parts))
        self.model.show_all(list(found.rows))
        self._allow()

    def _show_row(self, row: DiffRow) -> None:
        language = current_language()
        self.detail.setText(
            tr("Paquet précédent : {base}\nIci : {mine}\nCe paquet : {theirs}", base=side_text(row, row.base, language),
               mine=side_text(row, row.mine, language), theirs=side_text(row, row.theirs, language))
        )  # fmt: skip

    def _taken(self, taken: Taken) -> None:
        self.desk.say.done(
            tr("Catalogue repris : {n} fiches changées, {added} ajoutées ; {kept} champs gardés d’ici.",
               n=len(taken.changed), added=len(taken.added), kept=taken.kept),
            undo=True,
        )  # fmt: skip
        self.theirs, self.mine = set(), set()
        self.refresh()

    def _took_titles(self, entries: list[object]) -> None:
        language = current_language()
        self.titles |= {one.entry.id: one.entry.title.get(language) for one in entries}  # type: ignore[attr-defined]
        self.table.viewport().update()

    def _show_keys(self, keys: dict[str, str]) -> None:
        from ui.widgets.basic import clear

        clear(self.keys)
        for key, name in keys.items():
            row = QHBoxLayout()
            row.setContentsMargins(0, 0, 0, 0)
            row.addWidget(Words(f"{name}   {key[:16]}…"))
            row.addWidget(Button(tr("Retirer"), lambda key=key: self._remove(key), kind="flat"))
            row.addStretch()
            holder = QWidget()
            holder.setLayout(row)
            self.keys.addWidget(holder)
        if not keys:
            self.keys.addWidget(
                Words(tr("Aucune : un catalogue ne sera repris qu’en le disant expressément."), part="quiet", wrap=True)
            )

    def _remove(self, key: str) -> None:
        from app.funding.packs import remove_key

        self.desk.jobs.write(
            remove_key, self.desk.workspace, key, done=lambda _: self._keys_changed(), failed=self._failed
        )

    def _keys_changed(self) -> None:
        self.key_name.clear()
        self.key.clear()
        self.wrong.hide()
        self.refresh()

    def _allow(self) -> None:
        found = self.found
        none = tr("Ouvrez d’abord un catalogue.")
        is_known = found is not None and found.seal.state is Signed.KNOWN
        self.take_button.allow(is_known, none if found is None else tr("Personne de connu ne l’a signé."))
        self.unsigned_button.setVisible(found is not None and not is_known)
        self.toggle_button.allow(found is not None and bool(found.rows), none)

    def _kept_side(self, row: DiffRow) -> str:
        return tr("paquet") if row.takes_theirs(self.theirs, self.mine) else tr("ici")

    def _kept_sign(self, row: DiffRow) -> tuple[str, Tone]:
        return ("download", Tone.GOOD) if row.takes_theirs(self.theirs, self.mine) else ("house", Tone.MUTED)

    def _write(self, chosen: str, content: bytes) -> None:
        from app.whole_file import write_whole

        try:
            write_whole(Path(chosen), content)
        except WaslError as error:
            self._failed(error)
            return
        self.desk.say.done(tr("Catalogue exporté."))

    def _failed(self, error: WaslError) -> None:
        self.wrong.setText(" ".join(sentence(error)))
        self.wrong.show()


def _seal_words(found: Comparison) -> tuple[str, str, Tone]:
    if found.seal.state is Signed.KNOWN:
        return tr("signé par {who}", who=found.seal.name), "shield", Tone.GOOD
    if found.seal.state is Signed.UNSIGNED:
        return tr("sans signature"), "shield-alert", Tone.ASK
    return tr("signé par une clé inconnue : {key}", key=found.seal.key[:16] + "…"), "shield-alert", Tone.ASK
