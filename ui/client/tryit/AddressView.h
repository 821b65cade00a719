#pragma once

#include "domain/explain/address/MarkedAddress.h"

#include <QTextEdit>

namespace gatehouse {

/// An address as it stands, wrapped anywhere, with the characters that differ in another colour, bold and
/// underlined.
class AddressView : public QTextEdit
{
    Q_OBJECT

public:
    AddressView(const QString &name, const QList<explain::Piece> &pieces, QWidget *parent = nullptr);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void show();
    void fit();

    QList<explain::Piece> m_pieces;
};

}
