#include "ui/client/ListPlace.h"

#include "ui/common/Icons.h"

#include <QAction>
#include <QActionGroup>
#include <QSettings>

namespace gatehouse {

namespace {

// Pixels. In a narrower window the form beside the list would be cut.
constexpr int leastWidthForBeside = 1180;

}

ListPlace::ListPlace(QObject *parent)
    : QObject(parent)
    , m_shown(new QAction(tr("&List of client applications"), this))
    , m_beside(addSide(tr("List &beside the form"), "view-split-left-right",
                       tr("As high as the window, with room for the form")))
    , m_above(addSide(tr("List &above the form"), "view-split-top-bottom",
                      tr("As wide as the window, with all columns")))
{
    m_shown->setCheckable(true);
    m_shown->setChecked(true);
    m_shown->setShortcut(QKeySequence(tr("F9")));
    m_shown->setStatusTip(tr("Show the list, or fold it away for more of the form"));
    auto *sides = new QActionGroup(this);
    sides->addAction(m_beside);
    sides->addAction(m_above);
    m_beside->setChecked(true);
    connect(m_shown, &QAction::toggled, this, &ListPlace::changed);
    connect(m_beside, &QAction::toggled, this, &ListPlace::changed);
    connect(sides, &QActionGroup::triggered, this, [this] {
        m_isSideChosen = true;
        unfold();
    });
}

QAction *ListPlace::addSide(const QString &text, const char *icon, const QString &tip)
{
    auto *side = new QAction(icons::themed(icon), text, this);
    side->setCheckable(true);
    side->setStatusTip(tip);
    return side;
}

QList<QAction *> ListPlace::actions() const
{
    return {m_shown, m_beside, m_above};
}

void ListPlace::setApplies(bool applies)
{
    for (QAction *action : actions())
        action->setEnabled(applies);
}

ListPlace::Side ListPlace::side() const
{
    return m_above->isChecked() ? Above : Beside;
}

bool ListPlace::isFolded() const
{
    return !m_shown->isChecked();
}

void ListPlace::unfold()
{
    m_shown->setChecked(true);
}

void ListPlace::suit(int windowWidth)
{
    if (!m_isSideChosen)
        (windowWidth < leastWidthForBeside ? m_above : m_beside)->setChecked(true);
}

void ListPlace::restore(const QSettings &settings)
{
    m_isSideChosen = settings.contains("window/clientList/above");
    (settings.value("window/clientList/above").toBool() ? m_above : m_beside)->setChecked(true);
    m_shown->setChecked(!settings.value("window/clientList/folded").toBool());
    m_extents[Beside] = settings.value("window/clientList/width").toInt();
    m_extents[Above] = settings.value("window/clientList/height").toInt();
}

void ListPlace::store(QSettings &settings) const
{
    if (m_isSideChosen)
        settings.setValue("window/clientList/above", side() == Above);
    settings.setValue("window/clientList/folded", isFolded());
    settings.setValue("window/clientList/width", m_extents[Beside]);
    settings.setValue("window/clientList/height", m_extents[Above]);
}

}
