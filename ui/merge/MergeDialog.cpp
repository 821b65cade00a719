#include "ui/merge/MergeDialog.h"

#include "ui/layout/DialogButtons.h"
#include "ui/layout/DialogSize.h"
#include "ui/tables/MergeTable.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include <algorithm>
#include <numeric>

namespace gatehouse {

namespace {

constexpr QSize usualSize{980, 520};

MergeWords administratorWords()
{
    return {.base = MergeDialog::tr("As it was"),
            .here = MergeDialog::tr("Mine"),
            .there = MergeDialog::tr("Theirs"),
            .takeHere = MergeDialog::tr("Keep mine"),
            .takeThere = MergeDialog::tr("Take theirs"),
            .isThereFirst = true};
}

bool collides(const MergeLine &line)
{
    return line.changedBy == ChangedBy::Both;
}

}

MergeDialog::MergeDialog(const QString &what, const QList<MergeLine> &lines, QWidget *parent)
    : QDialog(parent)
    , m_order(lines.size())
    , m_table(new MergeTable(tr("Changes"), administratorWords()))
    , m_state(new QLabel)
    , m_mine(new QPushButton(tr("Keep &mine in all")))
    , m_theirs(new QPushButton(tr("Take &theirs in all")))
    , m_all(new QCheckBox)
{
    setWindowTitle(tr("Merge changes"));
    std::iota(m_order.begin(), m_order.end(), 0);
    std::ranges::stable_partition(m_order, [&](qsizetype line) { return collides(lines.at(line)); });
    QList<MergeLine> rows;
    for (const qsizetype line : std::as_const(m_order))
        rows << lines.at(line);
    m_table->mergeModel().setRows(rows);
    build(what);
    resizeOnScreen(*this, usualSize);
    connect(&m_table->mergeModel(), &MergeModel::chosen, this, &MergeDialog::showState);
    connect(m_all, &QCheckBox::toggled, this, &MergeDialog::showState);
    connect(m_mine, &QPushButton::clicked, this,
            [this] { m_table->mergeModel().chooseOpen(MergeSide::Here); });
    connect(m_theirs, &QPushButton::clicked, this,
            [this] { m_table->mergeModel().chooseOpen(MergeSide::There); });
    showState();
    m_table->setCurrentIndex(m_table->mergeModel().index(0, MergeModel::Chosen));
    m_table->setFocus();
}

void MergeDialog::build(const QString &what)
{
    auto *text = new QLabel(tr("Somebody else changed %1 since you opened it. Where you changed the same, "
                               "choose which is saved. What only one of you changed is merged.")
                                .arg(what));
    text->setTextFormat(Qt::PlainText);
    text->setWordWrap(true);
    auto *label = new QLabel(tr("&Changes:"));
    label->setBuddy(m_table);
    auto *head = new QHBoxLayout;
    head->addWidget(label, 1);
    for (QPushButton *button : {m_mine, m_theirs}) {
        button->setAutoDefault(false);
        head->addWidget(button);
    }
    const auto merged = std::ranges::count_if(m_table->mergeModel().rows(), std::not_fn(collides));
    m_all->setText(tr("Show what is merged &already (%1)").arg(QLocale().toString(merged)));
    m_all->setVisible(merged > 0);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setWordWrap(true);
    const auto [box, save] = dialogButtons(*this, tr("&Save"));
    m_save = save;

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(text);
    layout->addLayout(head);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_all);
    layout->addWidget(m_state);
    layout->addWidget(box);
}

int MergeDialog::openLines() const
{
    return int(std::ranges::count_if(m_table->mergeModel().rows(),
                                     [](const MergeLine &line) { return !line.choice; }));
}

void MergeDialog::showState()
{
    const QList<MergeLine> &rows = m_table->mergeModel().rows();
    for (int row = 0; row < rows.size(); ++row)
        m_table->setRowHidden(row, !collides(rows.at(row)) && !m_all->isChecked());
    const int open = openLines();
    m_mine->setEnabled(open > 0);
    m_theirs->setEnabled(open > 0);
    m_save->setEnabled(open == 0);
    m_state->setText(
        open > 0
            ? tr("%n choice(s) to make before it can be saved. Cancel keeps what you typed.", nullptr, open)
            : tr("Nothing is left to choose. Cancel keeps what you typed."));
}

QList<MergeLine> MergeDialog::lines() const
{
    const QList<MergeLine> &rows = m_table->mergeModel().rows();
    QList<MergeLine> lines(rows.size());
    for (qsizetype row = 0; row < rows.size(); ++row)
        lines[m_order.at(row)] = rows.at(row);
    return lines;
}

}
