#pragma once

#include <QComboBox>

namespace gatehouse {

/// A combo box that stands for the key of its item and not for the text that is shown. A key without an item
/// is shown as it is and kept, until another key is set.
class KeyComboBox : public QComboBox
{
    Q_OBJECT
    Q_PROPERTY(QString key READ key WRITE setKey NOTIFY keyChosen USER true)

public:
    struct Item
    {
        QString key;
        QString text;
        bool operator==(const Item &) const = default;
    };

    explicit KeyComboBox(QWidget *parent = nullptr);

    void setItems(const QList<Item> &items);
    QString key() const { return currentData().toString(); }
    void setKey(const QString &key);

Q_SIGNALS:
    void keyChosen(const QString &key); ///< by the person, not by setKey()

private:
    QList<Item> m_items;
    int m_unknown = -1; ///< the item of a key that is none of theirs
};

}
