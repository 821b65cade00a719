#include <QApplication>
#include <QWidget>

/// The least that a Qt program with a window can be: what the start of Gatehouse is compared with.
int main(int argc, char *argv[])
{
    QApplication app(argc, argv);
    QWidget window;
    window.resize(1100, 700);
    window.show();
    return app.exec();
}
