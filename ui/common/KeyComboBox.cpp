#include "ui/common/KeyComboBox.h"

#include <QSignalBlocker>

namespace gatehouse {

KeyComboBox::KeyComboBox(QWidget *parent) : QComboBox(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizeAdjustPolicy(AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(16);
    connect(this, &QComboBox::activated, this, [this] { Q_EMIT keyChosen(key()); });
}

void KeyComboBox::setItems(const QList<Item> &items)
{
    if (items == m_items)
        return;
    const QSignalBlocker blocker(this);
    const QString kept = key();
    m_items = items;
    m_unknown = -1;
    clear();
    for (const Item &item : items)
        addItem(item.text, item.key);
    if (kept.isEmpty() && findData(kept) < 0)
        setCurrentIndex(0);
    else
        setKey(kept);
}

void KeyComboBox::setKey(const QString &key)
{
    const QSignalBlocker blocker(this);
    if (m_unknown >= 0 && itemData(m_unknown) != key) {
        removeItem(m_unknown);
        m_unknown = -1;
    }
    int index = findData(key);
    if (index < 0) {
        addItem(key, key);
        index = m_unknown = count() - 1;
    }
    setCurrentIndex(index);
}

}
