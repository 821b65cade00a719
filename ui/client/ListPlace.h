#pragma once

#include <QList>
#include <QObject>

class QAction;
class QSettings;

namespace gatehouse {

/// Where the list of client applications stands: beside the form, where it has many rows, or above it, where
/// it shows all columns at once; or folded away. What a person chose in the menu View is remembered.
class ListPlace : public QObject
{
    Q_OBJECT

public:
    enum Side { Beside, Above };

    explicit ListPlace(QObject *parent = nullptr);

    /// For the menu View.
    QList<QAction *> actions() const;
    /// Whether the page that is shown has that list.
    void setApplies(bool applies);

    Side side() const;
    bool isFolded() const;
    void unfold();
    /// How wide it is beside the form, or how high above it; 0: as wide or high as it likes.
    int extent(Side side) const { return m_extents[side]; }
    void setExtent(Side side, int extent) { m_extents[side] = extent; }

    void restore(const QSettings &settings);
    /// Beside the form or above it as a window of that width has room for, unless a person chose.
    void suit(int windowWidth);
    void store(QSettings &settings) const;

Q_SIGNALS:
    void changed();

private:
    QAction *addSide(const QString &text, const char *icon, const QString &tip);

    QAction *m_shown;
    QAction *m_beside;
    QAction *m_above;
    bool m_isSideChosen = false;
    int m_extents[2]{};
};

}
